/// Finds which name was probably meant by a misspelt one.
public enum Spelling {
    /// The candidate nearest to `key`, or nil if none is near enough to be worth a guess.
    ///
    /// A third of the letters may be wrong, but never all of them. The first of equally near ones wins.
    public static func nearest(to key: String, among candidates: some Sequence<String>) -> String? {
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let lengths = [key.count, candidate.count]
            let shorter = lengths.min() ?? 0
            let longer = lengths.max() ?? 0
            let allowed = min(max(1, longer / 3), shorter - 1)
            // The difference in length is a lower bound, and spares the work on absurdly long keys.
            guard longer - shorter <= allowed else { continue }
            let found = distance(key, candidate)
            if found <= allowed, found < best?.distance ?? .max { best = (candidate, found) }
        }
        return best?.candidate
    }

    /// How many letters must be inserted, removed, changed or swapped with a neighbour to turn one text into
    /// the other, upper and lower case being the same (the optimal string alignment distance).
    public static func distance(_ first: String, _ second: String) -> Int {
        let first = Array(first.lowercased())
        let second = Array(second.lowercased())
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var next = [row + 1]
            for (column, other) in second.enumerated() {
                var cost = min(
                    last[column + 1] + 1, next[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                next.append(cost)
            }
            (beforeLast, last) = (last, next)
        }
        return last[second.count]
    }
}
