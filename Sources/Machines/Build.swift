import Foundation

/// From what the program was built.
public struct Build: Sendable, Hashable {
    /// Such as "0.1.0".
    public var version: String
    /// The commit's hash; "unknown" for programs that `scripts/gantrain` has not built.
    public var commit = "unknown"
    /// Whether the sources equalled the commit; nil if that is not known.
    public var isClean: Bool?
    /// Of the Swift compiler.
    public var compiler = Self.compilerHere

    public init(version: String, commit: String = "unknown", isClean: Bool? = nil) {
        self.version = version
        self.commit = commit
        self.isClean = isClean
    }

    /// That of the program at `path`, from the file that `scripts/gantrain` has written beside it. The file says
    /// of which program it speaks, by size and time: one that was built anew by other means is unknown.
    public init(version: String, ofProgramAt path: String) {
        self.init(version: version)
        guard let text = SmallFile.read(path + ".built") else { return }
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
        func value(_ key: String) -> Substring? { lines.first { $0.count == 2 && $0[0] == key }?[1] }
        guard let program = Self.identity(ofFileAt: path), let named = value("program"), named == program,
            let commit = value("commit"), (7...64).contains(commit.count), commit.allSatisfy(\.isHexDigit)
        else { return }
        self.commit = String(commit)
        isClean = value("sources").flatMap { ["clean": true, "changed": false][$0] }
    }

    /// The running program's file.
    public static var programPath: String {
        let itself = "/proc/self/exe"
        let path = FileManager.default.fileExists(atPath: itself) ? itself : CommandLine.arguments.first ?? ""
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Bytes, and the seconds of the last change to a billionth, as `stat --format '%s %.9Y'` prints them.
    static func identity(ofFileAt path: String) -> String? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        #if canImport(Darwin)
        let time = facts.st_mtimespec
        #else
        let time = facts.st_mtim
        #endif
        return String(format: "%lld %lld.%09lld", Int(facts.st_size), Int(time.tv_sec), Int(time.tv_nsec))
    }

    private static var compilerHere: String {
        #if compiler(>=6.4)
        "Swift 6.4 or later"
        #elseif compiler(>=6.3)
        "Swift 6.3"
        #else
        "Swift 6.2"
        #endif
    }

    /// Such as "0.1.0, commit 1a2b3c4d5e6f with changes".
    public var text: String {
        let short = commit.prefix(12)
        return "\(version), commit \(short)\(isClean == false ? " with changes" : "")"
    }
}
