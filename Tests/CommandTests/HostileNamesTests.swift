import Testing

/// Names of files, cells of data and texts of a run's files come from other people too. Whatever they hold, it is shown
/// and not obeyed.
@Suite struct HostileNamesTests {
    private let program: Program
    /// A window title, a colour, the start of a line, an 8-bit control, right to left, and a line separator.
    private static let hostile =
        "a\u{1B}]0;x\u{7}\u{1B}[31m\rb\u{9B}2J\u{202E}c\u{2066}\u{200F}\u{2028}\u{7F}z"

    init() throws { program = try Program() }

    private func expectHarmless(_ arguments: [String], status: Int32, _ mentions: String? = "\\u202e") throws
    {
        let output = try program.gantrain(arguments)
        let text = output.stdout + output.stderr
        #expect(output.status == status, "\(arguments) \(text)")
        let steering = text.unicodeScalars.filter { scalar in
            (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
                || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                || (0x200E...0x200F).contains(scalar.value)
        }
        #expect(steering.isEmpty, "\(arguments)")
        if let mentions { #expect(text.contains(mentions), "\(arguments) \(text)") }
    }

    @Test func namesThatAreNotThere() throws {
        let name = Self.hostile
        for command in ["resume", "plot", "report", "spectrum"] {
            try expectHarmless([command, name], status: 64)
        }
        try expectHarmless(["compare", name, name], status: 64)
        for command in [
            ["train", "--config"], ["explain", "--config"], ["bench"], ["config", "check"],
            ["config", "show"],
        ] {
            try expectHarmless(command + [name], status: 64)
        }
        try expectHarmless(["trace", "--config", name, "--out", "t"], status: 64)
        try expectHarmless(["game", name], status: 64)
        try expectHarmless([name], status: 64, nil)
        try expectHarmless(["--\(name)"], status: 64, nil)
        try expectHarmless(["--config", "tiny.json", "--steps", name], status: 64)
        try expectHarmless(["--config", "tiny.json", "--set", "\(name)=1"], status: 64)
        try expectHarmless(["--config", "tiny.json", "--set", "steps=\(name)"], status: 64)
        try expectHarmless(["spectrum", "run", "--method", name], status: 64)
        try expectHarmless(["trace", "--config", "tiny.json", "--steps", name, "--out", "t"], status: 64)
    }

    /// A line break in a name must not make a line that looks like one of ours.
    @Test func aLineBreakInAName() throws {
        let name = "a\ngantrain: all is well"
        for arguments in [
            ["resume", name], ["plot", name], ["spectrum", name], ["compare", name, "b"], ["--config", name],
            ["bench", name], ["config", "check", name], [name],
            ["--config", "tiny.json", "--out", "tiny.json/\(name)"],
        ] {
            let output = try program.gantrain(arguments)
            #expect(output.status != 0)
            #expect(!output.stderr.contains("\ngantrain: all is well"), "\(arguments)")
        }
    }

    @Test func foldersAndDataThatAreThere() throws {
        let name = Self.hostile
        #expect(try program.train("--out", name).status == 0)
        #expect(try program.train("--seed", "1", "--out", "other").status == 0)
        try expectHarmless(["compare", name, "other", "--no-figures"], status: 0)
        try expectHarmless(["compare", name, "other", "--json"], status: 0)
        try expectHarmless(["spectrum", name, "--batches", "1", "--no-figures"], status: 0)
        try expectHarmless(["--config", "tiny.json", "--out", name], status: 73)
        try expectHarmless(["--config", "tiny.json", "--no-figures", "--out", "\(name)2"], status: 0)
        try expectHarmless(["trace", "--config", "tiny.json", "--out", "\(name).t"], status: 0)
        // A carriage return alone would be taken for the line ends of an old Mac.
        try program.write("x,y\n1,\(name.filter { $0 != "\r" })\n", as: "points.csv")
        try expectHarmless(
            ["--config", "tiny.json", "--set", #"data={"kind":"csv","path":"points.csv"}"#], status: 65)
        try program.write(
            "{\"\(name.filter { $0 != "\r" && $0 != "\u{1B}" && $0 != "\u{7}" })\": 1}", as: "keys.json")
        try expectHarmless(["config", "check", "keys.json"], status: 64)
    }

    /// A status that is none of the program's is refused; why a run diverged is text.
    @Test func textsOfASummary() throws {
        let wild = #"{"kind":"sgd","learningRate":1e30}"#
        let diverged = try program.train(
            "--set", "generator.optimizer=\(wild)", "--set", "discriminator.optimizer=\(wild)")
        #expect(diverged.status == 3)
        #expect(try program.train("--seed", "1", "--out", "other").status == 0)
        let summary = try program.text(of: "run/summary.json")
        let text = #"\u001b[31m\r\n\u202e"# + String(repeating: "m", count: 10_000)
        let cause = try #require(summary.firstMatch(of: /"divergence": "(.*)"/)).1
        try program.write(summary.replacing(cause, with: text), as: "run/summary.json")
        try expectHarmless(["compare", "run", "other", "--no-figures"], status: 0)
        try program.write(summary.replacing("\"diverged\"", with: "\"\(text)\""), as: "run/summary.json")
        try expectHarmless(["compare", "run", "other", "--no-figures"], status: 65, nil)
    }
}
