import Testing

@testable import Studies

@Suite struct ShardTests {
    private let runs = Array(0..<10)

    @Test func aShareComesFirstAndTheRestFromTheEnd() {
        #expect(Shard(index: 1, of: 3).order(runs) == [1, 4, 7, 9, 8, 6, 5, 3, 2, 0])
        #expect(Shard(index: 0, of: 1).order(runs) == runs)
        // More tasks than runs: all help.
        #expect(Shard(index: 11, of: 12).order(runs) == runs.reversed())
        #expect(Shard(index: 3, of: 5).order([Int]()) == [])
    }

    @Test(arguments: [1, 2, 3, 7, 10, 12])
    func sharesAreDisjointAndWhole(_ count: Int) {
        let shares = (0..<count).map { index in
            Shard(index: index, of: count).order(runs).prefix { $0 % count == index }
        }
        #expect(shares.flatMap { $0 }.sorted() == runs)
    }

    /// Whoever does not know how many there are begins at another place than the others.
    @Test func tasksThatDoNotKnowTheirNumberBeginApart() {
        let orders = (0..<8).map { Shard(index: $0, of: nil).order(Array(0..<100)) }
        #expect(orders.allSatisfy { $0.sorted() == Array(0..<100) })
        let starts = orders.map { $0[0] }.sorted()
        let gaps = zip(starts, starts.dropFirst()).map { $1 - $0 }
        #expect(gaps.min() ?? 0 >= 5)
        #expect(Shard(index: 5, of: nil).order([Int]()) == [])
    }

    @Test func readsWhatAPersonWrites() {
        #expect(Shard(text: "2/5") == Shard(index: 1, of: 5))
        for text in ["0/5", "6/5", "2", "2/", "/5", "a/b", "1/2/3", "-1/2", "1/0", ""] {
            #expect(Shard(text: text) == nil, "\(text)")
        }
    }

    private func array(_ environment: [String: String], ad: String? = nil) -> String? {
        Shard.ofArray(in: environment) { $0 == "/ad" ? ad : nil }.map {
            "\($0.system) \($0.shard.index) of \($0.shard.count.map(String.init) ?? "?")"
        }
    }

    @Test func arraysAreKnownByTheirEnvironment() {
        let slurm = [
            "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "11",
            "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "5",
        ]
        #expect(array(slurm) == "Slurm 2 of 5")
        let gridEngine = [
            "SGE_TASK_ID": "2", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "4", "SGE_TASK_STEPSIZE": "1",
        ]
        #expect(array(gridEngine) == "Grid Engine 1 of 4")
        // Outside of arrays it says so.
        #expect(
            array([
                "SGE_TASK_ID": "undefined", "SGE_TASK_FIRST": "undefined", "SGE_TASK_LAST": "undefined",
            ]) == nil)
        #expect(array(["PBS_ARRAY_INDEX": "3"]) == "PBS 3 of ?")
        #expect(array(["PBS_ARRAYID": "3"]) == "Torque 3 of ?")
        #expect(array(["HQ_TASK_ID": "0"]) == "HyperQueue 0 of ?")
        let condor = ["_CONDOR_JOB_AD": "/ad"]
        #expect(array(condor, ad: "Cmd = \"x\"\nProcId = 3\nTotalSubmitProcs = 8\n") == "HTCondor 3 of 8")
        #expect(array(condor, ad: "ProcId = 0\nTotalSubmitProcs = 1\n") == nil)
        #expect(array(condor) == nil)
        #expect(array([:]) == nil)
        #expect(
            array(["SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "2", "SLURM_ARRAY_TASK_MAX": "1"])
                == nil)
    }
}
