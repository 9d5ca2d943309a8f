/// The first place at which a text stops being JSON.
public struct JSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in Unicode scalars.
    public let column: Int
    /// What is wrong, without the place.
    public let message: String

    /// The message after the place: "line 4, column 12: ...".
    public var description: String { "line \(line), column \(column): \(message)" }
}
