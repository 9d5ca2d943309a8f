import Settings

/// What can be done to a run while it trains.
public enum WheelCommand: Equatable, Sendable {
    case pause
    /// One step, and a pause after it.
    case step
    case go
    /// At most so many steps a second; nil for as many as there can be.
    case speed(Double?)
    /// Gives a number of the run another value.
    case change(key: String, value: Double)
}

/// What a page steers.
public protocol Wheel: Sendable {
    /// - Throws: an error in words for the page, if it cannot be done.
    func turn(_ command: WheelCommand) throws
}

extension WheelCommand {
    struct Unreadable: Error, CustomStringConvertible {
        let description = "That is no command of the page."
    }

    /// Such as `{"do": "pause"}` or `{"do": "change", "key": "penalty.r1", "value": 3}`.
    ///
    /// - Throws: ``Unreadable``.
    init(reading body: [UInt8]) throws {
        guard let object = (try? JSONDocument.parse(bytes: body))?.root.objectValue else {
            throw Unreadable()
        }
        switch object["do"]?.textValue {
        case "pause": self = .pause
        case "step": self = .step
        case "go": self = .go
        case "speed":
            let value = object["value"]?.numberValue
            guard value != nil || object["value"] == .null else { throw Unreadable() }
            if let value { guard value >= 0.1, value <= 1e6 else { throw Unreadable() } }
            self = .speed(value)
        case "change":
            guard let key = object["key"]?.textValue, let value = object["value"]?.numberValue else {
                throw Unreadable()
            }
            self = .change(key: key, value: value)
        default: throw Unreadable()
        }
    }
}
