import Text

/// A run that cannot be written in a format. The text completes the sentence "cannot export RUN: …".
public struct ExportError: Error, Equatable, CustomStringConvertible {
    let reason: String
    /// The run's folder; empty before it is known.
    var run = ""

    init(_ reason: String) { self.reason = reason }

    public var description: String { "cannot export \(run.printable): \(reason.printable)" }
}
