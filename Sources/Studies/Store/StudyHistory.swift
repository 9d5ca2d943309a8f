import Settings
import Storage
import Text

/// What a reader of a study's results should know of how its questions came about.
public struct StudyHistory: Sendable {
    /// In the order in which they were made.
    public let edits: [StudyEdit]
    /// Runs in the folder that have ended and that the study does not ask for.
    public let unasked: Int

    /// Nothing was changed, and nothing is left over.
    public init() { self.init(edits: [], unasked: 0) }

    package init(edits: [StudyEdit], unasked: Int) { (self.edits, self.unasked) = (edits, unasked) }
}

extension StudyFolder {
    /// The study that is here, or as a file asks for it now.
    ///
    /// - Parameter asked: the plan of the file; nil for the study as it was begun.
    /// - Throws: ``StudyError`` if the file asks for other settings than the runs have, ``FileError`` if the record
    ///   or the folder cannot be read.
    package func read(asking asked: StudyPlan?) throws -> (plan: StudyPlan, history: StudyHistory) {
        let record = try StudyRecord(reading: self)
        let plan = asked ?? record.plan
        let differences = try record.plan.differences(from: plan)
        guard differences.isEmpty else {
            throw StudyError(
                """
                the file asks for other settings than those of the runs in \(name.printable):
                \(differences.map { "  \($0)" }.joined(separator: "\n"))
                Undo the change, or name the folder instead of the file.
                """)
        }
        let edit = try edit(from: record.plan, to: plan)
        return (
            plan,
            StudyHistory(edits: record.edits + [edit].compactMap(\.self), unasked: try unasked(by: plan))
        )
    }
}
