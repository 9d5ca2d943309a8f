import Records

/// The order of points along the Z-order curve, so that points near each other in the list lie near each other in
/// the plane. Every second of them is then a sample in which each cluster has half of its points.
///
/// Source: G. M. Morton, A Computer Oriented Geodetic Data Base, IBM (1966).
enum PlaneOrder {
    /// The indices of `points` along a curve through `box`, which holds them all.
    static func indices(of points: [Point], in box: Box) -> [Int] {
        let steps = 65_535.0
        let size = (box.high - box.low).max()
        let scale = size > 0 ? steps / size : 0
        let keys = points.map { point in
            let cell = ((point - box.low) * (scale.isFinite ? scale : 0))
                .clamped(lowerBound: .zero, upperBound: SIMD2(repeating: steps))
            return spread(UInt32(cell.x)) | spread(UInt32(cell.y)) << 1
        }
        return points.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }

    /// The sixteen lowest bits of `number` with a zero between each two.
    private static func spread(_ number: UInt32) -> UInt32 {
        var bits = number & 0xFFFF
        bits = (bits | bits << 8) & 0x00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333
        return (bits | bits << 1) & 0x5555_5555
    }
}
