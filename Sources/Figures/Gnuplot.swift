import Foundation
import Storage
import SystemPackage

/// The program that draws.
struct Gnuplot {
    var executable: String
    /// The time it is given, in seconds.
    var timeout: Double

    /// The first `gnuplot` on a search path written as in `PATH`, or `nil`.
    init?(searchPath: String, timeout: Double) {
        let candidates = searchPath.split(separator: ":", omittingEmptySubsequences: true).map { folder in
            "\(folder)/gnuplot"
        }
        guard let found = candidates.first(where: Self.isProgram) else { return nil }
        executable = found
        self.timeout = timeout
    }

    /// Draws scripts of a folder, one after the other in one process: starting gnuplot, with its fonts, takes
    /// as long as some of the figures do. Each script begins with `reset session`.
    func draw(_ scripts: [String], in folder: FilePath, shouldStop: () -> Bool = { false }) throws {
        let complaints = folder.appending("complaints.txt")
        try Files.write("", to: complaints)
        let process = Process()
        // -d: whatever the user's own start-up file says, the figures look the same.
        let command = Self.endingWithParent + [executable, "-d"] + scripts
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder.string, isDirectory: true)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        // A file and not a pipe, which would have to be emptied while we wait.
        process.standardError = FileHandle(forWritingAtPath: complaints.string) ?? .nullDevice

        try run(process, shouldStop)
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw FigureError.gnuplotFailed(
                status: process.terminationStatus, complaint: firstLines(of: complaints.string))
        }
    }

    /// What makes a program end when the one that started it is killed: Linux's `PR_SET_PDEATHSIG`, by setpriv of
    /// util-linux. Nothing where there is no setpriv.
    private static let endingWithParent: [String] = {
        let setpriv = "/usr/bin/setpriv"
        return isProgram(setpriv) ? [setpriv, "--pdeathsig", "KILL"] : []
    }()

    private func run(_ process: Process, _ shouldStop: () -> Bool) throws(FigureError) {
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw .gnuplotNotStarted(path: executable, reason: error.localizedDescription)
        }
        let end = DispatchTime.now() + timeout
        while ended.wait(timeout: min(end, .now() + .milliseconds(50))) == .timedOut {
            let isStopped = shouldStop()
            if isStopped || DispatchTime.now() >= end {
                stop(process, ended)
                throw isStopped ? .interrupted : .gnuplotHung(seconds: timeout)
            }
        }
        // Ctrl-C goes to gnuplot too, which ends by it.
        if shouldStop() { throw .interrupted }
    }

    private func stop(_ process: Process, _ ended: DispatchSemaphore) {
        process.terminate()
        if ended.wait(timeout: .now() + 1) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            _ = ended.wait(timeout: .now() + 1)
        }
    }

    /// The first lines that say something; gnuplot leaves empty ones between them.
    private func firstLines(of path: String) -> String {
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        let lines = (text ?? "").split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.filter { !$0.isEmpty }.prefix(4).joined(separator: "\n")
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
