import Machines

/// The time spent in training.
struct TrainingClock {
    private let session: Session
    private var start = ContinuousClock.now
    private let secondsBefore: Double
    private let completedBefore: Int
    private(set) var secondsToFirstStep: Double?
    private var isFirst = true

    init(_ session: Session, secondsBefore: Double = 0, completed: Int = 0) {
        self.session = session
        self.secondsBefore = secondsBefore
        completedBefore = completed
    }

    mutating func noteStep() {
        guard isFirst else { return }
        isFirst = false
        secondsToFirstStep = session.seconds
    }

    /// What was no training does not count.
    mutating func rest(for time: Duration) { start += time }

    private var secondsHere: Double { (ContinuousClock.now - start) / .seconds(1) }

    var seconds: Double { secondsBefore + secondsHere }

    /// Of this process; if it has done no step, as after a kill before the summary, of those before.
    func stepsPerSecond(completed: Int) -> Double {
        completed > completedBefore
            ? Double(completed - completedBefore) / max(secondsHere, 1e-9)
            : secondsBefore > 0 ? Double(completed) / secondsBefore : 0
    }
}
