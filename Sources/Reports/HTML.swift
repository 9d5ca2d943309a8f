import Drawing
import Text

/// A piece of a page. Text that comes from outside can enter it in one way only, escaped; what is taken as it stands is
/// part of the program's sources.
struct HTML: Equatable {
    private(set) var source: String

    /// Text, which a browser shows and never obeys. Characters that cannot be seen are shown as escapes.
    init(_ text: String) { source = Self.escaped(text) }

    /// Written in the sources of the program.
    init(markup: StaticString) { source = "\(markup)" }

    init(joining pieces: [HTML]) {
        source = ""
        for piece in pieces { source += piece.source }
    }

    /// An element with its contents. An attribute whose value is nil is left out.
    init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ contents: [HTML]) {
        source = "<\(name)\(Self.list(attributes))>"
        for piece in contents { source += piece.source }
        source += "</\(name)>"
    }

    init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ text: String) {
        self.init(name, attributes, [HTML(text)])
    }

    /// An element that has no contents and no end, such as an image.
    init(void name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
        source = "<\(name)\(Self.list(attributes)) />"
    }

    static let empty = HTML(joining: [])

    /// The colours of all pages, for a style sheet.
    static let colours: HTML = {
        var style = HTML.empty
        style.source = PageColours.css
        return style
    }()

    static func + (one: HTML, other: HTML) -> HTML { HTML(joining: [one, other]) }

    private static func list(_ attributes: KeyValuePairs<StaticString, String?>) -> String {
        attributes.map { name, value in value.map { " \(name)=\"\(escaped($0))\"" } ?? "" }.joined()
    }

    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isSpecial($0) || ($0.isUnprintable && $0 != "\n") })
        else {
            return text
        }
        var escaped = ""
        for scalar in text.printableLines.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "&" || scalar == "<" || scalar == ">" || scalar == "\"" || scalar == "'"
    }
}

extension HTML {
    static func paragraph(_ text: String) -> HTML { HTML("p", [:], text) }

    /// A table that can be moved sideways where it is wider than the page.
    ///
    /// - Parameters:
    ///   - rows: the first is the head; the first cell of each names its row.
    ///   - title: what the table is, for those who hear the page.
    static func table(_ rows: [[HTML]], title: String) -> HTML {
        guard let head = rows.first else { return .empty }
        let top = HTML("thead", [:], [HTML("tr", [:], head.map { HTML("th", ["scope": "col"], [$0]) })])
        let body = rows.dropFirst().map { row in
            HTML(
                "tr", [:],
                row.enumerated().map { place, cell in
                    place == 0 ? HTML("th", ["scope": "row"], [cell]) : HTML("td", [:], [cell])
                })
        }
        return HTML(
            "div", ["class": "wide", "role": "region", "tabindex": "0", "aria-label": title],
            [
                HTML(
                    "table", [:],
                    [HTML("caption", ["class": "unseen"], title), top, HTML("tbody", [:], body)])
            ])
    }

    static func table(_ rows: [[String]], title: String) -> HTML {
        table(rows.map { $0.map { HTML($0) } }, title: title)
    }

    /// Names with their values.
    static func facts(_ facts: [(name: String, value: HTML)]) -> HTML {
        HTML("dl", [:], facts.flatMap { [HTML("dt", [:], $0.name), HTML("dd", [:], [$0.value])] })
    }

    static func facts(_ list: [(name: String, value: String)]) -> HTML {
        facts(list.map { (name: $0.name, value: HTML($0.value)) })
    }

    static func list(_ items: [String]) -> HTML {
        items.isEmpty ? .empty : HTML("ul", [:], items.map { HTML("li", [:], $0) })
    }

    /// What is folded until somebody wants it.
    static func folded(_ summary: String, _ contents: [HTML]) -> HTML {
        HTML("details", [:], [HTML("summary", [:], summary)] + contents)
    }
}
