import Records

/// The blocks of a gnuplot data file, set apart by two empty lines and called by their number. Empty blocks
/// are left out, since gnuplot would not count them.
struct DataBlocks {
    private var blocks: [String] = []

    /// Adds a block under a comment that explains it, and returns its number; `nil` if it has no rows.
    mutating func add(_ explanation: String, rows: [String]) -> Int? {
        guard !rows.isEmpty else { return nil }
        blocks.append((["# " + GnuplotText.oneLine(explanation)] + rows).joined(separator: "\n"))
        return blocks.count - 1
    }

    /// Adds points as rows `x y`, no more than `most` of them.
    mutating func add(_ explanation: String, points: [Point], most: Int) -> Int? {
        let rows = points.filter(\.isDrawable).sampled(most).map(Self.row)
        return add("\(explanation): x y", rows: rows)
    }

    static func row(_ point: Point) -> String {
        Numbers.plain(point.x) + " " + Numbers.plain(point.y)
    }

    /// The text of the file.
    var text: String {
        blocks.joined(separator: "\n\n\n") + "\n"
    }
}

extension Array {
    /// At most `most` of the elements, one of each of as many runs of equal length. The place within a run is
    /// pseudorandom and always the same: elements that take turns, as balanced modes do, would alias with even
    /// steps, and a picture would show some of the modes alone.
    func sampled(_ most: Int) -> [Element] {
        guard count > most else { return self }
        return (0..<Swift.max(0, most)).map { run in
            let (start, end) = (run * count / most, (run + 1) * count / most)
            return self[start + Int(scrambled(UInt64(run)) % UInt64(end - start))]
        }
    }

    /// At most `most` of the elements, evenly taken, the first and the last among them.
    package func spread(over most: Int) -> [Element] {
        guard count > most else { return self }
        guard most > 1 else { return most == 1 ? [self[count - 1]] : [] }
        return (0..<most).map { self[$0 * (count - 1) / (most - 1)] }
    }
}

/// The output function of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").
private func scrambled(_ number: UInt64) -> UInt64 {
    var z = (number &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
