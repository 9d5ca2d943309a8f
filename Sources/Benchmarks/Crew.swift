import Dispatch
import Dynamics
import Experiments
import Machines
import Synchronization
import Tensors

/// Independent runs of one configuration, trained side by side: one on each thread at a time.
final class Crew<Scalar: TensorScalar> {
    /// A run that passes from thread to thread; never used by two at once.
    private struct Member: @unchecked Sendable {
        let trainer: Trainer<Scalar>
    }

    private let name: String
    private let members: [Member]
    let threads: Int

    /// Compiles the runs and trains each its first step. The seeds follow the configuration's.
    init(_ resolved: ExperimentConfiguration.Resolved, runs: Int, _ session: Session = Session()) throws {
        let configuration = resolved.configuration
        let experiment = Experiment(configuration)
        name = configuration.name
        // Several runs take a thread each; one has them all.
        let team = runs == 1 ? session.team(members: configuration.threads) : .alone
        threads = runs == 1 ? team.threads : configuration.threads
        members = try (0..<runs).map { run in
            var setup = experiment.setup
            setup.seed &+= UInt64(run)
            let trainer = try Trainer<Scalar>(setup, batches: experiment.batches, by: team)
            return Member(trainer: trainer)
        }
        _ = try train(1)
    }

    var completedSteps: [Int] { members.map(\.trainer.completedSteps) }

    /// The first number that each run reported at its last step: a loss.
    var firstLosses: [Double] { members.compactMap { $0.trainer.observations.first?.value } }

    /// Trains every run that many steps.
    ///
    /// - Returns: the seconds that took in all.
    /// - Throws: ``DivergenceError`` if a run diverges.
    func train(_ steps: Int) throws -> Double {
        let start = ContinuousClock.now
        if members.count == 1 {
            if let divergence = Self.train(members[0], steps) { throw diverged(divergence) }
        } else if let divergence = trainSideBySide(steps) {
            throw diverged(divergence)
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private func trainSideBySide(_ steps: Int) -> Divergence? {
        let next = Atomic<Int>(0)
        let broken = Mutex<Divergence?>(nil)
        let members = members
        DispatchQueue.concurrentPerform(iterations: min(threads, members.count)) { _ in
            while case let run = next.add(1, ordering: .relaxed).oldValue, run < members.count {
                if let divergence = Self.train(members[run], steps) {
                    broken.withLock { $0 = $0 ?? divergence }
                }
            }
        }
        return broken.withLock { $0 }
    }

    private static func train(_ member: Member, _ steps: Int) -> Divergence? {
        for _ in 0..<steps {
            if let divergence = member.trainer.step() { return divergence }
        }
        return nil
    }

    private func diverged(_ divergence: Divergence) -> DivergenceError {
        DivergenceError(name: name, divergence: divergence)
    }
}
