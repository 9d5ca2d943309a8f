import Dynamics
import Records
import Storage
import Tensors

/// An observer who changes numbers of a run while it trains, and may keep it waiting.
public protocol Steersman: TrainingObserver {
    /// Asked before each step, on the thread that trains: training goes on when it has answered.
    ///
    /// - Parameters:
    ///   - numbers: what may be changed now. It takes a while to tell, so it is told on demand.
    ///   - shouldStop: to be asked by one who keeps training waiting.
    /// - Returns: changes from this step on. Of a number that the run does not have, or a value that it may not have,
    ///   nothing comes.
    func changes(before step: Int, numbers: () -> [Adjustable], shouldStop: () -> Bool) -> [NumberChange]
}

/// Another value for a number of a run.
public struct NumberChange: Equatable, Sendable {
    public var key: String
    public var value: Double

    public init(_ key: String, _ value: Double) {
        self.key = key
        self.value = value
    }
}

/// The changes of a run: those that its folder holds are made again, those of a steersman are written before they are
/// made.
final class Steering {
    private(set) var log: TouchLog
    private let directory: RunDirectory
    private let steersman: (any Steersman)?

    init(_ directory: RunDirectory, _ observers: [any TrainingObserver]) throws(FileError) {
        self.directory = directory
        log = try TouchLog(reading: directory)
        steersman = observers.lazy.compactMap { $0 as? any Steersman }.first
    }

    /// Gives a trainer that was restored the numbers of its step.
    ///
    /// - Throws: ``FileError`` if the folder tells of a number that the run does not have.
    func restore(_ trainer: Trainer<some TensorScalar>) throws(FileError) {
        for touch in log.touches where touch.step <= trainer.completedSteps { try make(touch, in: trainer) }
    }

    /// Makes the changes that hold from the next step on.
    ///
    /// - Returns: how long the steersman has kept training waiting.
    func steer(
        _ trainer: Trainer<some TensorScalar>, shouldStop: () -> Bool, emit: (Event) throws -> Void
    ) throws -> Duration {
        let step = trainer.completedSteps + 1
        for touch in log.beginning(at: step) {
            try make(touch, in: trainer)
            try emit(.touched(touch))
        }
        guard let steersman else { return .zero }
        var waited = Duration.zero
        while true {
            let start = ContinuousClock.now
            let changes = steersman.changes(
                before: step, numbers: { trainer.adjustables }, shouldStop: shouldStop)
            waited += ContinuousClock.now - start
            // Somebody who keeps the run waiting may change one number after another.
            if changes.isEmpty { return waited }
            for change in changes { try take(change, before: step, trainer, emit) }
        }
    }

    /// Writes a change and makes it.
    private func take(
        _ change: NumberChange, before step: Int, _ trainer: Trainer<some TensorScalar>,
        _ emit: (Event) throws -> Void
    ) throws {
        guard let number = trainer.adjustables.first(where: { $0.key == change.key }),
            number.allows(change.value), number.value != change.value
        else { return }
        let touch = Touch(step: step, key: number.key, old: number.value, new: change.value)
        log.add(touch)
        try directory.write(log)
        try make(touch, in: trainer)
        try emit(.touched(touch))
    }

    private func make(_ touch: Touch, in trainer: Trainer<some TensorScalar>) throws(FileError) {
        guard trainer.adjust(touch.key, to: touch.new, after: touch.step - 1) else {
            throw FileError(
                .read, directory.touches.string,
                "the run has no number \(touch.key) that may be \(touch.new)")
        }
    }
}
