import Dispatch
import Foundation
import Records
import Synchronization

/// From the one who trains, or from a folder, to everybody who looks. Whoever tells it something never waits for a
/// reader: frames are made at their own pace, and of those that a slow reader has missed only the sum is kept.
public final class Broadcast: Sendable {
    /// Between two frames.
    static let interval = Duration.milliseconds(100)
    /// Frames that a reader may be behind before it is told everything anew.
    private static let keptFrames = 8
    /// Without news a reader hears a word so often, which shows whether it is still there.
    private static let quietFrames = 50

    /// What one reader is sent, ready to be written.
    struct Frame: Sendable {
        var number: Int
        var bytes: Data
    }

    /// Somebody who looks.
    final class Reader: Sendable {
        /// Signalled whenever there is a frame.
        let wake = DispatchSemaphore(value: 0)
    }

    private struct State {
        var show = Show()
        /// What has changed since the last frame.
        var news: Set<Show.Part> = []
        var frames: [Frame] = []
        var whole: Frame?
        var number = 0
        var quiet = 0
        var readers: [ObjectIdentifier: Reader] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())
    private let count = Atomic<Int>(0)
    /// Asked for every frame how the wheel stands.
    private let wheel = Mutex<(@Sendable () -> WheelState?)>({ nil })

    public init() {}

    /// How many look.
    public var readers: Int { count.load(ordering: .relaxed) }

    /// Changes what is shown.
    func change(_ parts: Show.Part..., body: (inout Show) -> Void) {
        state.withLock { state in
            body(&state.show)
            state.news.formUnion(parts)
            state.whole = nil
        }
    }

    /// What is shown now.
    func look<Result>(_ body: (Show) -> Result) -> Result { state.withLock { body($0.show) } }

    /// Has a wheel shown. It is asked, so that the one who trains need not wait for a frame to tell of it.
    func show(_ wheel: @escaping @Sendable () -> WheelState?) { self.wheel.withLock { $0 = wheel } }

    /// Makes a frame of the news, if somebody looks.
    func tick() {
        let wheel = wheel.withLock { $0 }()
        state.withLock { state in
            if state.show.wheel != wheel {
                state.show.wheel = wheel
                state.news.insert(.wheel)
                state.whole = nil
            }
            guard !state.readers.isEmpty else {
                // The first reader is told everything.
                (state.frames, state.news, state.whole) = ([], [], nil)
                state.show.noteSentRows()
                return
            }
            if state.news.isEmpty {
                state.quiet += 1
                if state.quiet >= Self.quietFrames { Self.append(": still here\n\n", to: &state) }
            } else {
                Self.append(Self.event("change", state.show.json(of: state.news, newRows: true)), to: &state)
                state.news = []
                state.show.noteSentRows()
            }
        }
    }

    private static func append(_ text: String, to state: inout State) {
        state.quiet = 0
        state.number += 1
        state.frames.append(Frame(number: state.number, bytes: Data(text.utf8)))
        if state.frames.count > keptFrames { state.frames.removeFirst() }
        for reader in state.readers.values { reader.wake.signal() }
    }

    private static func event(_ name: String, _ json: String) -> String {
        "event: \(name)\ndata: \(json)\n\n"
    }

    /// Another reader.
    func join() -> Reader {
        let reader = Reader()
        state.withLock { state in
            state.readers[ObjectIdentifier(reader)] = reader
            count.store(state.readers.count, ordering: .relaxed)
        }
        return reader
    }

    func leave(_ reader: Reader) {
        state.withLock { state in
            state.readers.removeValue(forKey: ObjectIdentifier(reader))
            count.store(state.readers.count, ordering: .relaxed)
        }
    }

    /// Whether the last frame has been made.
    var hasEnded: Bool { state.withLock { $0.isClosed } }

    /// The frame after one that a reader has seen, or everything if that is long ago; nil if there is nothing new.
    func frame(after last: Int?) -> Frame? {
        state.withLock { state in
            if let last {
                if last >= state.number { return nil }
                if let next = state.frames.first(where: { $0.number == last + 1 }) { return next }
            }
            if let whole = state.whole, whole.number == state.number { return whole }
            // Rows that no frame has told yet come with the next one as well, so they are left out.
            let text = Self.event("state", state.show.json(of: Set(Show.Part.allCases), newRows: false))
            let frame = Frame(number: state.number, bytes: Data(text.utf8))
            state.whole = frame
            return frame
        }
    }

    /// What was recorded of a step; nil if nothing was.
    func moment(step: Int) -> String? { state.withLock { $0.show.moment(step: step) } }

    /// Lets every reader be told everything anew.
    private func forgetFrames() {
        state.withLock { state in
            (state.frames, state.news, state.whole) = ([], [], nil)
            state.show.noteSentRows()
            // Two more, so that nobody has seen the frame before the newest.
            state.number += 2
            for reader in state.readers.values { reader.wake.signal() }
        }
    }

    /// Tells the last news and lets all readers go.
    func close() {
        tick()
        state.withLock { state in
            state.isClosed = true
            Self.append(Self.event("end", "{}"), to: &state)
        }
    }
}

extension Broadcast {
    /// Changes what is shown so much that readers are told everything anew.
    func replace(_ body: (inout Show) -> Void) {
        change { body(&$0) }
        forgetFrames()
    }
}
