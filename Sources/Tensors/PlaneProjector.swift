/// Points of the plane, to be seen along one direction after another.
public struct PlaneProjector: Sendable {
    private let x: [Double]
    private let y: [Double]

    public init(_ points: [SIMD2<Double>]) {
        // Closures, because reading a member of a vector by a key path takes a hundred times as long.
        x = points.map { $0.x }
        y = points.map { $0.y }
    }

    /// x·d₁ + y·d₂ of all points, ascending.
    ///
    /// - Parameter direction: d.
    public func sorted(along direction: SIMD2<Double>) -> [Double] {
        Array(unsafeUninitializedCapacity: x.count) { numbers, count in
            count = x.count
            project(onto: direction, numbers)
            DigitSort.sort(numbers)
        }
    }

    private func project(onto direction: SIMD2<Double>, _ target: UnsafeMutableBufferPointer<Double>) {
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                guard let x = x.baseAddress, let y = y.baseAddress, let out = target.baseAddress else {
                    return
                }
                for index in 0..<target.count { out[index] = x[index] * direction.x + y[index] * direction.y }
            }
        }
    }
}
