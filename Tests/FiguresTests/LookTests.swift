import Foundation
import Records
import Testing

@testable import Figures

/// Draws the synthetic runs into the folder `FIGURES_LOOK`, for people to look at.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["FIGURES_LOOK"] != nil))
struct LookTests {
    @Test(arguments: AwkwardRuns.all.keys.sorted())
    func drawsAwkwardRunsForPeople(name: String) throws {
        let folder = ProcessInfo.processInfo.environment["FIGURES_LOOK"] ?? "."
        try FigureWriter().draw(try #require(AwkwardRuns.all[name]), into: "\(folder)/awkward/\(name)")
    }

    @Test(arguments: ["ring", "grid", "collapsed"])
    func drawsForPeople(name: String) throws {
        let folder = ProcessInfo.processInfo.environment["FIGURES_LOOK"] ?? "."
        let runs = [
            "ring": SyntheticRuns.ring(), "grid": SyntheticRuns.grid(),
            "collapsed": SyntheticRuns.collapsed(),
        ]
        let portrait = try #require(runs[name])
        let start = Date()
        try FigureWriter().draw(portrait, into: "\(folder)/\(name)")
        print(name, "took", Date().timeIntervalSince(start), "s")
        print(
            BraillePicture.sideBySide(
                left: portrait.samples, leftTitle: "generator", right: portrait.target, rightTitle: "target",
                width: 100))
    }
}
