/// The assignment problem on some of the pairs of rows and columns: find the cheapest matching of all rows with columns,
/// none of which takes more rows than it has room for, and potentials u, v with uᵢ + vⱼ ≤ cᵢⱼ on every arc and equality on
/// the matching's. The rooms add up to the number of rows.
///
/// It is solved by shortest augmenting paths, one for each free row, with Dijkstra's algorithm on the reduced costs
/// cᵢⱼ − uᵢ − vⱼ. Source: R. Jonker, A. Volgenant, Computing 38 (1987) 325–340.
struct SparseAssignment {
    /// A possible pair.
    struct Arc {
        var column: Int32
        var cost: Double
    }

    static let free: Int32 = -1

    let count: Int
    /// Arcs of row i are `arcs[starts[i]..<starts[i + 1]]`.
    private(set) var arcs: [Arc] = []
    private(set) var starts: [Int]
    var rowPotentials: [Double]
    var columnPotentials: [Double]
    private(set) var columnOfRow: [Int32]
    /// How many more rows each column takes.
    private var room: [Int32]
    /// The rows of a column as a list: its first row, and after each row the next one and the one before.
    private var firstRow: [Int32]
    private var nextRow: [Int32]
    private var rowBefore: [Int32]

    /// The length of the shortest path found to each column in the present search, and the row before it.
    private var length: [Double]
    private var previousRow: [Int32]
    private var reached: [Int32] = []
    private var final: [Bool]
    /// The length of the shortest path to a free column found so far.
    private var shortest = Double.infinity
    private var settled: [Int32] = []
    private var queue = ColumnQueue()

    /// - Parameters:
    ///   - count: of rows.
    ///   - room: how many rows each column takes.
    init(count: Int, room: [Int]) {
        self.count = count
        self.room = room.map { Int32($0) }
        starts = Array(repeating: 0, count: count + 1)
        rowPotentials = Array(repeating: 0, count: count)
        columnPotentials = Array(repeating: 0, count: room.count)
        columnOfRow = Array(repeating: Self.free, count: count)
        (nextRow, rowBefore) = (columnOfRow, columnOfRow)
        firstRow = Array(repeating: Self.free, count: room.count)
        length = Array(repeating: .infinity, count: room.count)
        previousRow = firstRow
        final = Array(repeating: false, count: room.count)
    }

    /// Adds arcs, given by row, to those that are there; a pair that is there already stays alone.
    mutating func add(_ further: [[Arc]]) {
        var all: [Arc] = []
        all.reserveCapacity(arcs.count + further.reduce(0) { $0 + $1.count })
        var begins = starts
        var seenFor = Array(repeating: Int32(-1), count: room.count)
        for row in 0..<count {
            begins[row] = all.count
            for arc in arcs[starts[row]..<starts[row + 1]] {
                seenFor[Int(arc.column)] = Int32(row)
                all.append(arc)
            }
            for arc in further[row] where seenFor[Int(arc.column)] != Int32(row) {
                seenFor[Int(arc.column)] = Int32(row)
                all.append(arc)
            }
        }
        begins[count] = all.count
        arcs = all
        starts = begins
    }

    func hasRoom(_ column: Int) -> Bool { room[column] > 0 }

    mutating func match(_ row: Int, with column: Int) {
        release(row)
        let next = firstRow[column]
        (nextRow[row], rowBefore[row]) = (next, Self.free)
        if next != Self.free { rowBefore[Int(next)] = Int32(row) }
        firstRow[column] = Int32(row)
        room[column] -= 1
        columnOfRow[row] = Int32(column)
    }

    mutating func release(_ row: Int) {
        let column = Int(columnOfRow[row])
        guard columnOfRow[row] != Self.free else { return }
        let (before, next) = (rowBefore[row], nextRow[row])
        if before == Self.free { firstRow[column] = next } else { nextRow[Int(before)] = next }
        if next != Self.free { rowBefore[Int(next)] = before }
        room[column] += 1
        columnOfRow[row] = Self.free
    }

    /// Matches every row. A matching of all rows must exist on the arcs, the potentials must be feasible and the
    /// matched arcs tight.
    ///
    /// - Parameter shouldStop: asked before each row.
    /// - Returns: whether it was not stopped.
    mutating func complete(unless shouldStop: () -> Bool) -> Bool {
        for row in 0..<count where columnOfRow[row] == Self.free {
            if shouldStop() { return false }
            augment(from: row)
        }
        return true
    }

    private mutating func augment(from start: Int) {
        var base = 0.0
        var sink: Int?
        relax(start, base)
        while let (distance, column) = nextColumn() {
            final[column] = true
            base = distance
            if hasRoom(column) {
                sink = column
                break
            }
            settled.append(Int32(column))
            var row = firstRow[column]
            while row != Self.free {
                relax(Int(row), base)
                row = nextRow[Int(row)]
            }
        }
        if let sink {
            movePotentials(start, base)
            follow(to: sink, from: start)
        }
        for column in reached {
            length[Int(column)] = .infinity
            final[Int(column)] = false
        }
        reached.removeAll(keepingCapacity: true)
        settled.removeAll(keepingCapacity: true)
        queue.removeAll()
        shortest = .infinity
    }

    private mutating func relax(_ row: Int, _ base: Double) {
        let offset = base - rowPotentials[row]
        for index in starts[row]..<starts[row + 1] {
            let arc = arcs[index]
            let column = Int(arc.column)
            let candidate = offset + arc.cost - columnPotentials[column]
            guard candidate < shortest, candidate < length[column], !final[column] else { continue }
            if hasRoom(column) { shortest = max(candidate, base) }
            if length[column] == .infinity { reached.append(arc.column) }
            // Rounding may make a reduced cost negative; paths never get shorter on their way.
            length[column] = max(candidate, base)
            previousRow[column] = Int32(row)
            queue.push(length[column], arc.column)
        }
    }

    private mutating func nextColumn() -> (Double, Int)? {
        while let (distance, column) = queue.pop() {
            if !final[Int(column)], distance <= length[Int(column)] { return (distance, Int(column)) }
        }
        return nil
    }

    /// Keeps reduced costs non-negative and makes those on the shortest path zero.
    private mutating func movePotentials(_ start: Int, _ total: Double) {
        rowPotentials[start] += total
        for column in settled {
            let step = total - length[Int(column)]
            columnPotentials[Int(column)] -= step
            var row = firstRow[Int(column)]
            while row != Self.free {
                rowPotentials[Int(row)] += step
                row = nextRow[Int(row)]
            }
        }
    }

    private mutating func follow(to sink: Int, from start: Int) {
        var column = Int32(sink)
        while true {
            let row = Int(previousRow[Int(column)])
            let next = columnOfRow[row]
            match(row, with: Int(column))
            if row == start { return }
            column = next
        }
    }
}
