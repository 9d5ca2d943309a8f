/// A configuration that cannot train in a page.
public struct LaboratoryError: Error, Equatable, CustomStringConvertible {
    /// The configuration's name.
    let name: String
    /// The key in its way.
    let key: String
    let reason: String

    public var description: String { "\(name): \(key): a page cannot train with it: \(reason)" }
}
