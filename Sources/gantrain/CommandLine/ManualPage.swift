import Foundation
import Text

/// The page of a command for `man`, in the macros of man(7).
struct ManualPage {
    private let path: [String]
    private let command: CommandTree.Command
    /// ISO 8601, without a time.
    private let date: String

    /// The pages of a command and of all commands inside it.
    static func all(of root: CommandTree.Command, date: String) -> [ManualPage] {
        pages(of: root, at: ["gantrain"], date)
    }

    private static func pages(
        of command: CommandTree.Command, at path: [String], _ date: String
    ) -> [ManualPage] {
        [ManualPage(path: path, command: command, date: date)]
            + command.commands.filter { $0.commandName != "help" }.flatMap {
                pages(of: $0, at: path + [$0.commandName], date)
            }
    }

    var name: String { path.joined(separator: "-") }

    /// The source of the page.
    var text: String {
        ([head] + body).joined(separator: "\n") + "\n"
    }

    private var head: String {
        ".TH \(name.uppercased()) 1 \(date) \"gantrain \(Version.number)\" \"gantrain\""
    }

    private var body: [String] {
        let abstract = command.abstract ?? ""
        let summary = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
        var lines = [".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(summary))", ".SH SYNOPSIS"]
        lines += synopsis
        if let discussion = command.discussion, !discussion.isEmpty {
            lines += [".SH DESCRIPTION"] + Self.paragraphs(discussion)
        }
        lines += section("ARGUMENTS", command.positionals) + section("OPTIONS", command.options)
        let inner = command.commands.filter { $0.commandName != "help" }
        if !inner.isEmpty {
            lines.append(".SH COMMANDS")
            lines += inner.flatMap {
                [
                    ".TP", ".B \(Self.escaped((path + [$0.commandName]).joined(separator: " ")))",
                    Self.escaped($0.abstract ?? ""),
                ]
            }
        }
        let others =
            [path.dropLast().joined(separator: "-")].filter { !$0.isEmpty }
            + inner.map {
                (path + [$0.commandName]).joined(separator: "-")
            }
        return lines + [".SH SEE ALSO"]
            + others.enumerated().map { ".BR \(Self.escaped($1)) (1)\($0 == others.count - 1 ? "" : ",")" }
    }

    private var synopsis: [String] {
        let words =
            command.options.map { option in
                Self.bracketed(Self.label(option, only: option.spellings.last), option)
            } + command.positionals.map { Self.bracketed("\\fI\(Self.escaped($0.valueName ?? ""))\\fR", $0) }
            + (command.commands.isEmpty ? [] : ["\\fIcommand\\fR \\fR..."])
        return [".B \(Self.escaped(path.joined(separator: " ")))"] + words
    }

    private func section(_ title: String, _ arguments: [CommandTree.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        return [".SH \(title)"]
            + arguments.flatMap { argument -> [String] in
                let values = argument.allValues.map { " One of \($0.joined(separator: ", "))." } ?? ""
                return [".TP", Self.label(argument), Self.escaped((argument.abstract ?? "") + values)]
            }
    }

    /// How an argument is typed, in bold and italics.
    private static func label(_ argument: CommandTree.Argument, only spelling: String? = nil) -> String {
        let value = "\\fI\(escaped(argument.valueName ?? ""))\\fR"
        if argument.kind == .positional { return value }
        let names = (spelling.map { [$0] } ?? argument.spellings).map { "\\fB\(escaped($0))\\fR" }
        return names.joined(separator: ", ") + (argument.kind == .option ? " \(value)" : "")
    }

    private static func bracketed(_ text: String, _ argument: CommandTree.Argument) -> String {
        (argument.isOptional ? "[\(text)]" : text) + (argument.isRepeating ? " ..." : "")
    }

    /// Lines that are set in stay as they are; others flow.
    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n\n", omittingEmptySubsequences: true).enumerated().flatMap {
            index, paragraph -> [String] in
            let lines = paragraph.split(separator: "\n")
            let flowing = lines.prefix { !$0.hasPrefix(" ") }
            let fixed = lines.dropFirst(flowing.count).prefix { $0.hasPrefix(" ") }
            let rest = lines.dropFirst(flowing.count + fixed.count)
            return (index == 0 ? [] : [".PP"]) + flowing.map { escaped(String($0)) }
                + (fixed.isEmpty ? [] : [".PP", ".nf"] + fixed.map { escaped(String($0)) } + [".fi"])
                + rest.map { escaped(String($0)) }
        }
    }

    /// Plain text as roff: no sign of it is a command.
    private static func escaped(_ text: String) -> String {
        let signs = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing(
            "'", with: "\\(aq"
        )
        .replacing("`", with: "\\(ga").replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
        return signs.hasPrefix(".") ? "\\&" + signs : signs
    }
}
