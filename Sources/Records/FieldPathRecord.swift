/// The field along the line between two positions, to be drawn.
public struct FieldPathRecord: Equatable, Sendable, Codable {
    /// x is α, from 0 at the first position to 1 at the second; y the cosine between line and field.
    public var cosines: [Point]
    /// y is the norm of the field: of both players, of the discriminator, of the generator.
    public var norms: [[Point]]

    public init(cosines: [Point], norms: [[Point]]) {
        self.cosines = cosines
        self.norms = norms
    }
}
