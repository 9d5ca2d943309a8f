import Testing

extension Program {
    /// The help of a command.
    func help(_ arguments: String...) throws -> String {
        let output = try gantrain(arguments + ["--help"])
        #expect(output.status == 0)
        #expect(output.stderr == "")
        return output.stdout
    }

    /// What is refused before anything is written.
    func expectRefusal(
        _ arguments: [String], status: Int32, _ complaint: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try names(in: ".")
        let output = try gantrain(arguments)
        #expect(output.status == status, sourceLocation: sourceLocation)
        #expect(output.stdout == "", sourceLocation: sourceLocation)
        #expect(output.stderr == "gantrain: \(complaint)\n", sourceLocation: sourceLocation)
        #expect(try names(in: ".") == before, sourceLocation: sourceLocation)
    }
}
