import Settings

/// The part of a study that one of several processes takes first. When it is done, the process helps with what others
/// have left, from the end, where it meets them last.
public struct Shard: Equatable, Sendable {
    /// From 0.
    public let index: Int
    /// How many processes there are; nil if that is not known.
    public let count: Int?

    public init(index: Int, of count: Int?) {
        self.index = index
        self.count = count
    }

    /// Reads `2/5`, the second of five.
    public init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
            (1...count).contains(number)
        else { return nil }
        self.init(index: number - 1, of: count)
    }

    /// The runs in the order in which this process does them. No run is left out.
    public func order<Run>(_ runs: [Run]) -> [Run] {
        guard let count else { return rotated(runs) }
        let own = runs.indices.filter { $0 % count == index % count }
        let others = runs.indices.filter { $0 % count != index % count }.reversed()
        return (own + others).map { runs[$0] }
    }

    /// Without knowing how many there are, each begins elsewhere: multiples of the golden ratio, modulo 1, lie apart
    /// however many are taken.
    private func rotated<Run>(_ runs: [Run]) -> [Run] {
        let start = Int(
            (Double(index) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1) * Double(runs.count))
        guard runs.indices.contains(start) else { return runs }
        return Array(runs[start...] + runs[..<start])
    }
}

extension Shard {
    /// The task of a batch system's array that this process is, as its environment tells; nil if it is none.
    ///
    /// - Parameter contents: of a file; nil if it cannot be read.
    /// - Returns: the shard, and the name of the batch system.
    public static func ofArray(
        in environment: [String: String], contents: (String) -> String?
    ) -> (shard: Shard, system: String)? {
        func number(_ key: String) -> Int? {
            environment[key].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        }
        func shard(_ task: String, first: String, last: String, step: String) -> Shard? {
            guard let id = number(task), let first = number(first), let last = number(last), id >= first,
                last >= id
            else { return nil }
            let step = max(1, number(step) ?? 1)
            return Shard(index: (id - first) / step, of: (last - first) / step + 1)
        }
        let slurm = shard(
            "SLURM_ARRAY_TASK_ID", first: "SLURM_ARRAY_TASK_MIN", last: "SLURM_ARRAY_TASK_MAX",
            step: "SLURM_ARRAY_TASK_STEP")
        if let slurm { return (slurm, "Slurm") }
        let gridEngine = shard(
            "SGE_TASK_ID", first: "SGE_TASK_FIRST", last: "SGE_TASK_LAST", step: "SGE_TASK_STEPSIZE")
        if let gridEngine { return (gridEngine, "Grid Engine") }
        // These say which task it is, and not how many there are.
        for (key, system) in [
            ("PBS_ARRAY_INDEX", "PBS"), ("PBS_ARRAYID", "Torque"), ("HQ_TASK_ID", "HyperQueue"),
        ] {
            if let index = number(key) { return (Shard(index: index, of: nil), system) }
        }
        if let ad = environment["_CONDOR_JOB_AD"].flatMap(contents) {
            return ofCondor(ad).map { ($0, "HTCondor") }
        }
        return nil
    }

    /// Of a job's description, lines such as `ProcId = 3`.
    private static func ofCondor(_ ad: String) -> Shard? {
        var values: [String: Int] = [:]
        for line in ad.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            if parts.count == 2, let value = Int(parts[1]) { values[parts[0]] = value }
        }
        guard let process = values["ProcId"], process >= 0 else { return nil }
        let count = values["TotalSubmitProcs"].flatMap { $0 > process ? $0 : nil }
        return count == 1 ? nil : Shard(index: process, of: count)
    }
}
