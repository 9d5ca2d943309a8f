/// A point in the plane, in the units of the data.
public typealias Point = SIMD2<Double>
