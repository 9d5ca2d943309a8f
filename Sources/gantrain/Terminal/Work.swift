import Figures
import Foundation
import Runs
import Text

/// Work that may take longer than a person waits without a word. On a terminal it says on standard error what it does
/// and for how long; a signal ends it with the code 130.
struct Work: Sendable {
    let shouldStop: @Sendable () -> Bool

    /// Listens to signals from now on.
    init() { shouldStop = Interruption.listen() }

    /// Runs work that writes nothing. A signal ends the program at once, wherever it is: no part of it has to look
    /// whether to stop, which a routine of LAPACK could not.
    func compute<Result>(_ title: String, _ body: () throws -> Result) throws -> Result {
        try watched(title, endsAtOnce: true, body)
    }

    /// Draws figures. A signal stops gnuplot and leaves no picture that is not whole.
    func draw(_ body: (FigureWriter) throws -> [Figure]) throws -> [Figure] {
        try watched("drawing figures", endsAtOnce: false) {
            do { return try body(FigureWriter(shouldStop: shouldStop)) } catch FigureError.interrupted {
                throw Interrupted()
            }
        }
    }

    /// Trains. Until the first step nothing is lost by an end, so a signal ends the program at once: graphs can take
    /// minutes to compile. From then on training looks for itself whether to stop.
    ///
    /// - Parameter body: trains, and asks before each step whether to stop.
    func train<Result>(_ body: (_ shouldStop: @escaping () -> Bool) throws -> Result) rethrows -> Result {
        let watch = Watch("compiling", endingAtOnceIf: shouldStop)
        watch.begin()
        defer { watch.end() }
        var isTraining = false
        return try body {
            if !isTraining { watch.end() }
            isTraining = true
            return shouldStop()
        }
    }

    private func watched<Result>(
        _ title: String, endsAtOnce: Bool, _ body: () throws -> Result
    ) throws -> Result {
        let watch = Watch(title, endingAtOnceIf: endsAtOnce ? shouldStop : nil)
        // A signal that came in between is not forgotten.
        if shouldStop() { throw Interrupted() }
        let result = try watch.during(body)
        if shouldStop() { throw Interrupted() }
        return result
    }
}

/// A thread that watches work which another thread does.
private final class Watch: Sendable {
    private let title: String
    private let shouldEnd: (@Sendable () -> Bool)?
    private let isDone = DispatchSemaphore(value: 0)
    private let hasLeft = DispatchSemaphore(value: 0)

    private static let pause = DispatchTimeInterval.milliseconds(50)
    /// Seconds after which a person begins to wonder.
    private static let patience = 2.0

    init(_ title: String, endingAtOnceIf shouldEnd: (@Sendable () -> Bool)?) {
        self.title = title
        self.shouldEnd = shouldEnd
    }

    func during<Result>(_ body: () throws -> Result) rethrows -> Result {
        begin()
        defer { end() }
        return try body()
    }

    func begin() {
        Thread.detachNewThread { [self] in
            look()
            hasLeft.signal()
        }
    }

    /// Waits until nothing of the watch is on the terminal any more. It may be called again.
    func end() {
        isDone.signal()
        hasLeft.wait()
        hasLeft.signal()
    }

    private func look() {
        let clock = ContinuousClock()
        let start = clock.now
        var shown = 0
        while isDone.wait(timeout: .now() + Self.pause) == .timedOut {
            if shouldEnd?() == true {
                if shown > 0 { Console.clearStatus() }
                Console.error("gantrain: interrupted")
                // Nothing is to be tidied up, and other threads are in the middle of their work.
                _exit(Failure.interrupted.rawValue)
            }
            let seconds = (clock.now - start) / .seconds(1)
            if Console.hasStatus, seconds >= Self.patience, Int(seconds) > shown {
                shown = Int(seconds)
                Console.showStatus("\(title), \(shown) s")
            }
        }
        if shown > 0 { Console.clearStatus() }
    }
}
