import SystemPackage
import Text

/// A file or folder that cannot be read or written: which, why, and what it was for.
public struct FileError: Error, Equatable, CustomStringConvertible {
    public enum Action: Sendable {
        /// Making a file or folder that is not there yet.
        case create
        case write
        case read
        /// Reading a configuration that the user named.
        case configure
    }

    public let action: Action
    public let path: String
    public let reason: String
    /// What can be done about it, if it is known.
    public var advice: String?

    public init(_ action: Action, _ path: String, _ reason: String, advice: String? = nil) {
        self.action = action
        self.path = path
        self.reason = reason
        self.advice = advice
    }

    package init(_ action: Action, _ path: FilePath, _ error: any Error) {
        self.init(action, path.string, (error as? Errno)?.description ?? "\(error)")
    }

    public var description: String {
        let verb =
            switch action {
            case .create: "create"
            case .write: "write"
            case .read, .configure: "read"
            }
        return "cannot \(verb) \(path.printable): \(reason.printable)" + (advice.map { "\n\($0)" } ?? "")
    }
}
