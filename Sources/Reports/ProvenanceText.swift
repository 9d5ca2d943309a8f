import Evidence
import Settings

/// Where results come from, in the words of a page.
enum ProvenanceText {
    /// What a run's summary says of the program and the machine.
    static func facts(_ summary: JSONObject) -> [(name: String, value: String)] {
        let found = summary["provenance"]?.objectValue ?? JSONObject()
        func text(_ key: String) -> String? { found[key]?.textValue }
        let words = found["command"]?.listValue?.compactMap(\.textValue) ?? []
        return list(
            version: text("version"), commit: text("commit"), isClean: found["clean"].map { "\($0)" },
            processor: text("processor"), openBLAS: text("openBLAS"), kernels: text("kernels"),
            because: text("kernelsBecause"), compiler: text("compiler"),
            threads: found["threads"].map { "\($0)" }, date: text("date"),
            command: words.isEmpty ? nil : command(words))
    }

    /// The columns of what runs of a study tell.
    static let keys = [
        "version", "commit", "clean", "processor", "openBLAS", "kernels", "kernelsBecause", "compiler",
        "command",
    ]
    .map { "provenance.\($0)" }

    /// What the runs of a group tell alike.
    static func facts(_ texts: [String: String]) -> [(name: String, value: String)] {
        func text(_ key: String) -> String? { texts["provenance.\(key)"] }
        let words = text("command").flatMap { try? JSONValue.parse($0) }?.listValue?.compactMap(\.textValue)
        return list(
            version: text("version"), commit: text("commit"), isClean: text("clean"),
            processor: text("processor"),
            openBLAS: text("openBLAS"), kernels: text("kernels"), because: text("kernelsBecause"),
            compiler: text("compiler"), threads: nil, date: nil, command: words.map(command))
    }

    private static func list(
        version: String?, commit: String?, isClean: String?, processor: String?, openBLAS: String?,
        kernels: String?, because: String?, compiler: String?, threads: String?, date: String?,
        command: String?
    ) -> [(name: String, value: String)] {
        let changed = isClean == "false" ? " with changes" : ""
        let facts: [(String, String?)] = [
            ("gantrain", version), ("commit", commit.map { $0 + changed }), ("processor", processor),
            ("OpenBLAS", openBLAS), ("BLAS core", kernels.map { $0 + (because.map { " (\($0))" } ?? "") }),
            ("compiler", compiler), ("threads", threads), ("begun", date), ("command", command),
        ]
        return facts.compactMap { name, value in value.map { (name: name, value: $0) } }
    }

    /// For a shell: a word that it would change is quoted.
    static func command(_ words: [String]) -> String {
        words.enumerated().map { place, word in
            // The program is named as it is installed, not where it happened to lie.
            if place == 0 { return "gantrain" }
            let isPlain =
                !word.isEmpty
                && word.unicodeScalars.allSatisfy {
                    $0.isASCII
                        && ($0.properties.isAlphabetic || "0123456789-_./=:,+@%".unicodeScalars.contains($0))
                }
            return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
        }
        .joined(separator: " ")
    }
}
