import Foundation
import Runs
import Settings
import Storage
import SystemPackage

/// Notices when success has held at so many evaluations in a row. It looks at `metrics.csv` alone, so that a run that is
/// gone on with ends at the same step as one that was never stopped.
///
/// It is asked before each step, in line with training, and looks only where a row has been added.
final class SuccessWatch {
    private let metrics: FilePath
    private let success: [StudyCondition]
    private let count: Int
    /// The length of the table at the last look, in bytes.
    private var length: off_t = -1
    private var answer = false

    init(_ directory: RunDirectory, _ success: [StudyCondition], count: Int) {
        metrics = directory.metrics
        self.success = success
        self.count = count
    }

    /// A table that cannot be read holds no success; who writes it will say what is wrong with it.
    var isReached: Bool {
        var status = stat()
        guard stat(metrics.string, &status) == 0 else { return false }
        if status.st_size != length {
            length = status.st_size
            answer = (try? hasHeld) ?? false
        }
        return answer
    }

    private var hasHeld: Bool {
        get throws {
            guard Files.exists(metrics) else { return false }
            let lines = try Files.read(metrics).split(separator: UInt8(ascii: "\n"))
            guard let header = lines.first.map(Self.cells) else { return false }
            let places = success.map { condition in header.firstIndex { $0 == condition.column } }
            var held = 0
            // From the end, for only the last evaluations matter.
            for line in lines.dropFirst().reversed() where held < count {
                let cells = Self.cells(line)
                let values = places.map { place in
                    place.flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
                }
                // As in `Table.success`, by which a study is judged.
                guard values.contains(where: { $0 != "" }) else { continue }
                guard zip(success, values).allSatisfy({ $0.holds(Double($1)) }) else { return false }
                held += 1
            }
            return held >= count
        }
    }

    private static func cells(_ line: Data.SubSequence) -> [Substring] {
        String(decoding: line, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
    }
}

extension RunDirectory {
    /// Says that the run ended early, with success.
    private var success: FilePath { path.appending("success.json") }

    func noteSuccess(at step: Int) throws(FileError) {
        try Files.write(JSONWriter.pretty(["stoppedAtStep": .number(Double(step))]), to: success)
    }

    /// Whether ``noteSuccess(at:)`` was called, and the checkpoint agrees.
    var hasStoppedWithSuccess: Bool {
        get throws(FileError) {
            guard Files.exists(success) else { return false }
            let bytes = try Files.read(success, atMost: 1 << 16)
            // What cannot be parsed was not written here.
            let step = (try? JSONDocument.parse(bytes: bytes))?.root["stoppedAtStep"]?.integerValue
            let saved = try savedStep
            return step != nil && step == saved
        }
    }
}
