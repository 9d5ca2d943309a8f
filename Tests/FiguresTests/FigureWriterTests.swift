import Foundation
import Testing

@testable import Figures

struct FigureWriterErrorTests {
    private let portrait = RunPortrait(
        title: "t", metrics: MetricsTable(columns: [], rows: []), modesTotal: 0, centres: [], target: [],
        samples: [])
    private let scripts = ["densities", "gradient-norms", "losses", "samples"]

    /// Draws and returns the error, which must come.
    private func failure(of writer: FigureWriter, into folder: String) throws -> FigureError {
        try #require(throws: FigureError.self) { try writer.draw(portrait, into: folder) }
    }

    @Test func leavesScriptsWhereGnuplotIsMissing() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/run/figures"
        let error = try failure(of: FigureWriter(searchPath: "/nowhere::" + scratch.path), into: folder)
        #expect(error == .gnuplotMissing(folder: folder))
        #expect(error.description.hasPrefix("gnuplot is not installed: "))
        #expect(
            error.description.hasSuffix(
                "install it with `apt-get install gnuplot-nox` and run `gantrain plot RUN`"))
        #expect(
            try scratch.files(in: "run/figures") == [
                "densities.dat", "densities.gp", "gradient-norms.csv",
                "gradient-norms.gp", "losses.csv", "losses.gp", "samples.dat", "samples.gp",
            ])
    }

    @Test func repeatsWhatGnuplotSays() throws {
        let scratch = try Scratch()
        let path = try scratch.fakeGnuplot(
            #"printf '\n  "losses.gp" line 3: no\n\nwhy\na\nb\nc\n' >&2; exit 3"#)
        let error = try failure(of: FigureWriter(searchPath: path), into: scratch.path + "/f")
        #expect(error == .gnuplotFailed(status: 3, complaint: "\"losses.gp\" line 3: no\nwhy\na\nb"))
        #expect(error.localizedDescription.hasPrefix("gnuplot failed with status 3: \"losses.gp\" line 3"))
        #expect(try scratch.files(in: "f").count == 2 * scripts.count)
    }

    @Test func noticesAGnuplotThatDrawsNothing() throws {
        let scratch = try Scratch()
        let path = try scratch.fakeGnuplot("exit 0")
        let error = try failure(of: FigureWriter(searchPath: path), into: scratch.path + "/f")
        #expect(error == .gnuplotFailed(status: 0, complaint: "it drew no losses.svg"))
    }

    @Test func stopsAGnuplotThatHangs() throws {
        let scratch = try Scratch()
        let path = try scratch.fakeGnuplot("exec sleep 60")
        let start = ContinuousClock.now
        let error = try failure(of: FigureWriter(searchPath: path, timeout: 0.3), into: scratch.path + "/f")
        #expect(error == .gnuplotHung(seconds: 0.3))
        #expect(error.description == "gnuplot did not finish within 0.3 seconds and was stopped")
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func saysWhereItCannotWrite() throws {
        let scratch = try Scratch()
        let file = scratch.path + "/file"
        try "".write(toFile: file, atomically: true, encoding: .utf8)
        let below = try failure(of: FigureWriter(), into: file + "/figures")
        #expect(
            below
                == .cannotWrite(path: file + "/figures", reason: "Not a directory", code: ENOTDIR))
        guard case .cannotWrite(_, _, let code) = try failure(of: FigureWriter(), into: file) else {
            Issue.record("a file is no folder")
            return
        }
        #expect(code == ENOTDIR)
    }

    @Test func saysWhichFileIsInTheWay() throws {
        let scratch = try Scratch()
        let blocked = scratch.path + "/f/losses.csv"
        try FileManager.default.createDirectory(atPath: blocked + "/x", withIntermediateDirectories: true)
        let error = try failure(of: FigureWriter(), into: scratch.path + "/f")
        #expect(error == .cannotWrite(path: blocked, reason: "Is a directory", code: EISDIR))
        #expect(try scratch.files(in: "f").allSatisfy { !$0.hasPrefix(".drawing") })
    }
}
