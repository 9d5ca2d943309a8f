/// Columns by their distance, nearest first: a binary heap in which a column may stand more than once.
struct ColumnQueue {
    private var entries: [(distance: Double, column: Int32)] = []

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    mutating func push(_ distance: Double, _ column: Int32) {
        var place = entries.count
        entries.append((distance, column))
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[parent].distance > distance else { break }
            entries[place] = entries[parent]
            place = parent
        }
        entries[place] = (distance, column)
    }

    mutating func pop() -> (distance: Double, column: Int32)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return first }
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1].distance < entries[child].distance { child += 1 }
            guard entries[child].distance < last.distance else { break }
            entries[place] = entries[child]
            place = child
        }
        entries[place] = last
        return first
    }
}
