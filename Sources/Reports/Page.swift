/// A page under construction: sections with their headings, and names that occur once.
struct Page {
    private let title: String
    private var sections: [(id: String, heading: String, contents: [HTML])] = []
    private var ids = 0

    init(title: String) { self.title = title }

    /// A name for an element that no other element has.
    mutating func newID() -> String {
        ids += 1
        return "part-\(ids)"
    }

    /// A section with its place in the list of contents; none if it has no contents.
    mutating func add(_ heading: String, _ contents: [HTML]) {
        guard contents.contains(where: { $0 != .empty }) else { return }
        sections.append((newID(), heading, contents))
    }

    /// The whole file. It names no other file and no address, and a browser is told to fetch none.
    ///
    /// - Parameter lead: below the title.
    func html(lead: [HTML]) -> String {
        let head = HTML(
            "head", [:],
            [
                HTML(markup: #"<meta charset="utf-8" />"#),
                // `PageFile.beginning` ends here.
                HTML(markup: #"<meta name="generator" content="gantrain" />"#),
                HTML(markup: #"<meta name="viewport" content="width=device-width, initial-scale=1" />"#),
                HTML(markup: #"<meta name="color-scheme" content="light dark" />"#),
                HTML(
                    markup:
                        #"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'" />"#
                ),
                HTML("title", [:], title), HTML("style", [:], [PageStyle.sheet]),
            ])
        let contents = HTML(
            "nav", ["aria-label": "Contents"],
            [
                HTML(
                    "ul", [:],
                    sections.map { HTML("li", [:], [HTML("a", ["href": "#\($0.id)"], $0.heading)]) })
            ])
        let main = sections.map { section in
            HTML(
                "section", ["aria-labelledby": section.id],
                [HTML("h2", ["id": section.id], section.heading)] + section.contents)
        }
        let body = HTML(
            "body", [:],
            [HTML("header", [:], [HTML("h1", [:], title)] + lead), contents, HTML("main", [:], main)]
                + [HTML("script", [:], [PageScript.slider])])
        return "<!DOCTYPE html>\n" + HTML("html", ["lang": "en"], [head, body]).source + "\n"
    }
}
