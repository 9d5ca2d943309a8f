import Foundation
import Records
import Settings
import Storage
import SystemPackage

/// The changes that somebody has made to the numbers of a run, as `touches.jsonl` in its folder holds them: a line each,
/// in the order of the training. A run that nobody has touched has no such file.
package struct TouchLog: Equatable, Sendable {
    package private(set) var touches: [Touch] = []

    package var isEmpty: Bool { touches.isEmpty }

    /// Those that a step has seen.
    func upTo(_ step: Int) -> [Touch] { touches.filter { $0.step <= step } }

    /// Those that hold from a step on.
    func beginning(at step: Int) -> [Touch] { touches.filter { $0.step == step } }

    /// Tells what changed before a step was done from other changes; nil if nothing did.
    func fingerprint(upTo step: Int) -> String? {
        let made = upTo(step)
        guard !made.isEmpty else { return nil }
        var hash = FNV1a()
        for touch in made { hash.add(touch.line.utf8) }
        return String(hash.value, radix: 16)
    }

    mutating func add(_ touch: Touch) { touches.append(touch) }

    var text: String { touches.map(\.line).joined() }
}

extension TouchLog {
    private static let mostBytes = 1 << 24

    /// What a run's folder holds.
    ///
    /// - Throws: ``FileError`` for a file that cannot be read or is damaged.
    package init(reading directory: RunDirectory) throws(FileError) {
        guard Files.exists(directory.touches) else { return }
        let lines = String(decoding: try Files.read(directory.touches, atMost: Self.mostBytes), as: UTF8.self)
            .split(separator: "\n")
        for (index, line) in lines.enumerated() {
            guard let touch = Touch(line: String(line)), touch.step >= touches.last?.step ?? 1 else {
                throw FileError(
                    .read, directory.touches.string,
                    "line \(index + 1) is damaged: a step, a key, and its old and new value are expected")
            }
            touches.append(touch)
        }
    }
}

extension RunDirectory {
    package var touches: FilePath { path.appending("touches.jsonl") }

    func write(_ log: TouchLog) throws(FileError) { try Files.write(log.text, to: touches) }
}

extension Touch {
    fileprivate var line: String {
        let json: JSONValue = [
            "step": .number(Double(step)), "key": .string(key), "old": .number(old), "new": .number(new),
        ]
        return JSONWriter.compact(json) + "\n"
    }

    /// Nil for a line that is none.
    fileprivate init?(line: String) {
        guard let json = try? JSONValue.parse(line), json.objectValue?.keys.count == 4,
            let step = json["step"]?.integerValue, let key = json["key"]?.textValue,
            let old = json["old"]?.numberValue, let new = json["new"]?.numberValue
        else { return nil }
        self.init(step: step, key: key, old: old, new: new)
    }
}
