import Experiments
import Runs
import Settings
import Storage
import TestSupport
import Testing

@testable import Studies

/// What is asked of a study's runs may change, and the record says when that was.
@Suite struct StudyChangeTests {
    private static func members(
        margin: String = "0", claims: [String] = ["helps"], atLeast: Int = 2, seeds: Int = 2,
        variants: [String] = ["a", "b"]
    ) -> String {
        let claims = claims.map {
            #"{ "name": "\#($0)", "text": "t", "of": "b", "than": "a", "column": "modes", "margin": \#(margin) }"#
        }
        return """
            "variants": [\(variants.enumerated().map(Self.variant).joined(separator: ", "))],
            "seeds": { "count": \(seeds) }, "success": [{ "column": "modes", "atLeast": \(atLeast) }],
            "claims": [\(claims.joined(separator: ", "))]
            """
    }

    /// Each trains something else.
    private static func variant(_ place: Int, _ name: String) -> String {
        #"{ "name": "\#(name)", "changes": { "batch": \#(4 + place) } }"#
    }

    private let study: SmallStudy

    init() throws {
        study = try SmallStudy(Self.members())
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
    }

    private func train(_ count: Int) throws {
        for run in try study.plan().runs.prefix(count) {
            let resolved = try ExperimentConfiguration.read(
                JSONDocument(root: run.configuration), name: "study.json")
            _ = try Training.start(resolved, in: RunDirectory(study.folder.folder(of: run).string))
        }
    }

    private func change(_ members: String) throws -> [StudyChange] {
        try study.write(members)
        let changes = try study.folder.changes(to: study.plan())
        _ = try study.folder.begin(study.plan(), kernels: "Haswell")
        return changes
    }

    @Test func everyChangeIsALine() throws {
        let changes = try change(
            Self.members(
                margin: "0.5", claims: ["helps", "more"], atLeast: 3, seeds: 1, variants: ["a", "b", "c"]))
        #expect(
            changes.map(\.text) == [
                "claim helps: margin: 0 -> 0.5", "claim more is new",
                #"success: [{"column": "modes", "atLeast": 2, "atMost": null}]"#
                    + #" -> [{"column": "modes", "atLeast": 3, "atMost": null}]"#,
                "seeds: 0 to 1 -> 0 to 0", "new cells: c",
            ])
        #expect(changes.map(\.subject) == [.claims, .claims, .success, .seeds, .cells])
        #expect(try change(Self.members(claims: [])).map(\.text).first == "claim helps is gone")
    }

    @Test func beforeTheFirstResultNothingIsKept() throws {
        #expect(try change(Self.members(margin: "0.5")).count == 1)
        #expect(try StudyRecord(reading: study.folder).edits.isEmpty)
        #expect(try !String(decoding: Files.read(study.folder.record), as: UTF8.self).contains("edits"))
    }

    /// Undoing a change does not undo that it was made.
    @Test func afterResultsEachChangeIsKept() throws {
        try train(3)
        _ = try change(Self.members(margin: "0.5"))
        _ = try change(Self.members())
        _ = try change(Self.members())
        let edits = try StudyRecord(reading: study.folder).edits
        #expect(edits.map(\.ended) == [3, 3])
        #expect(
            edits.flatMap(\.changes).map(\.text) == [
                "claim helps: margin: 0 -> 0.5", "claim helps: margin: 0.5 -> 0",
            ])
    }

    @Test func runsThatAreNoLongerAskedForAreCounted() throws {
        try train(4)
        #expect(try study.folder.read(asking: nil).history.unasked == 0)
        _ = try change(Self.members(seeds: 1))
        #expect(try study.folder.read(asking: nil).history.unasked == 2)
    }

    /// A file that was changed and not started again is judged as it stands, and says so.
    @Test func theFileIsAskedBeforeTheRecord() throws {
        try train(4)
        try study.write(Self.members(margin: "0.5", seeds: 3))
        let (plan, history) = try study.folder.read(asking: study.plan())
        #expect(plan.runs.count == 6)
        #expect(history.edits.map(\.ended) == [4])
        #expect(history.edits.first?.changes.map(\.subject) == [.claims, .seeds])
        try study.write(Self.members() + #", "changes": { "steps": 13 }"#)
        #expect(throws: StudyError.self) { try study.folder.read(asking: study.plan()) }
    }

    @Test func damagedEditsAreSaid() throws {
        try train(1)
        _ = try change(Self.members(margin: "0.5"))
        let whole = try String(decoding: Files.read(study.folder.record), as: UTF8.self)
        try Files.write(whole.replacing(#""claims","#, with: #""nothing","#), to: study.folder.record)
        #expect(throws: FileError.self) { try StudyRecord(reading: study.folder) }
    }
}
