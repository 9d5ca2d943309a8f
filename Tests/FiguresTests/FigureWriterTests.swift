import Foundation
import Storage
import SystemPackage
import Records
import Testing

@testable import Figures

struct FigureWriterErrorTests {
    private let record = RunRecord(title: "t")
    private let scripts = ["densities", "gradient-norms", "losses", "samples"]

    /// Draws and returns the error, which must come.
    private func failure(of writer: FigureWriter, into folder: String) throws -> FigureError {
        try #require(throws: FigureError.self) { try writer.draw(record, into: folder) }
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
        #expect(below == .cannotWrite(FileError(.create, file + "/figures", "Not a directory")))
        let onIt = try failure(of: FigureWriter(), into: file)
        #expect(onIt == .cannotWrite(FileError(.create, file, "File exists")))
    }

    /// A measure's figure has a name of its own, and that name stays within the folder.
    @Test(arguments: ["../metrics", "a/b", "samples", ""])
    func namesOfFiguresAreChecked(name: String) throws {
        let scratch = try Scratch()
        let measured = Column("m", .outcome, figure: Column.Figure(name, heading: "m"))
        let table = Table(columns: [.step, measured], rows: [[1, 2], [2, 3]])
        let record = RunRecord(title: "t", table: table)
        let error = try #require(throws: FigureError.self) {
            try FigureWriter().draw(record, into: scratch.path + "/run/figures")
        }
        guard case .cannotWrite(let cause) = error else {
            Issue.record("drawn")
            return
        }
        #expect(cause.reason == "it is no name for a figure, or the name of two")
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/run"))
    }

    @Test func saysWhichFileIsInTheWay() throws {
        let scratch = try Scratch()
        let blocked = scratch.path + "/f/losses.csv"
        try FileManager.default.createDirectory(atPath: blocked + "/x", withIntermediateDirectories: true)
        let error = try failure(of: FigureWriter(), into: scratch.path + "/f")
        #expect(error == .cannotWrite(FileError(.write, blocked, "Is a directory")))
        #expect(try scratch.files(in: "f").allSatisfy { !$0.hasPrefix(".drawing") })
    }

    /// A gnuplot that writes these bytes, written for printf, as every picture.
    private func drawing(svg: String, png: String, in scratch: Scratch) throws -> FigureWriter {
        let path = try scratch.fakeGnuplot(
            """
            for script in "$@"; do case $script in *.gp)
                printf '\(svg)' >"${script%.gp}.svg"; printf '\(png)' >"${script%.gp}.png" ;;
            esac; done
            """)
        return FigureWriter(searchPath: path)
    }

    private let wholePNG = #"data\000\000\000\000IEND\256\102\140\202"#

    @Test func aPictureThatIsCutOffDoesNotPass() throws {
        let scratch = try Scratch()
        let whole = try drawing(svg: "<svg></svg>", png: wholePNG, in: scratch)
        #expect(try whole.draw(record, into: scratch.path + "/f").count == 4)
        for (svg, png, name) in [("<svg></s", wholePNG, "losses.svg"), ("<svg></svg>", "data", "losses.png")]
        {
            let writer = try drawing(svg: svg, png: png, in: scratch)
            let folder = scratch.path + "/" + name
            guard case .cannotWrite(let error) = try failure(of: writer, into: folder) else {
                Issue.record("\(name) is taken for whole")
                return
            }
            #expect(error.path == "\(folder)/\(name)")
            #expect(error.reason == "gnuplot could not write all of it")
            #expect(try scratch.files(in: name).allSatisfy { !$0.hasSuffix("svg") && !$0.hasSuffix("png") })
        }
    }

    @Test func whatAKillLeftIsRemoved() throws {
        let scratch = try Scratch()
        let left = scratch.path + "/f/.drawing-abcdef"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        try "x".write(toFile: left + "/losses.gp", atomically: false, encoding: .utf8)
        // Another process is still drawing here.
        let busy = try ScratchFolder(in: FilePath(scratch.path + "/f"), prefix: ".drawing-")
        #expect(try scratch.files(in: "f") == [busy.path.lastComponent?.string])
        _ = try drawing(svg: "<svg></svg>", png: wholePNG, in: scratch).draw(
            record, into: scratch.path + "/f")
        #expect(try scratch.files(in: "f").filter { $0.hasPrefix(".drawing") }.count == 1)
        busy.close()
    }
}
