import Text

extension StudyEvidence {
    /// Everything as text of at most so many columns, without a line break at its end.
    public func text(width: Int = 100) -> String {
        ([title.wrapped(to: width).joined(separator: "\n")] + sections.map { $0.text(width) })
            .joined(separator: "\n\n")
    }

    /// The same in Markdown.
    public var markdown: String {
        (["# \(plan.study.name)", lead] + sections.map(\.markdown)).joined(separator: "\n\n")
    }

    private var title: String { "\(plan.study.name): \(lead)" }

    private var lead: String {
        let about = plan.study.about.isEmpty ? "" : "\(plan.study.about.printable) "
        return "\(about)\(finished) of \(planned) runs are done."
    }
}

extension EvidenceSection {
    fileprivate func text(_ width: Int) -> String {
        let sentences = sentences.flatMap { sentence -> [String] in
            let lines = sentence.printable.wrapped(to: width - 4)
            return lines.enumerated().map { ($0 == 0 ? "  " : "    ") + $1 }
        }
        return ([heading.printable] + (rows.isEmpty ? [] : [table(width).text]) + sentences).joined(
            separator: "\n")
    }

    fileprivate var markdown: String {
        let list = sentences.map { "- " + $0.printable.trimmingPrefix { $0 == " " } }.joined(separator: "\n")
        return ["## \(heading.printable)", rows.isEmpty ? "" : table(nil).markdown, list].filter {
            !$0.isEmpty
        }
        .joined(separator: "\n\n")
    }

    private func table(_ width: Int?) -> TextTable {
        var table = TextTable(rows.map { .cells($0) })
        table.indent = 2
        table.width = width
        return table
    }
}
