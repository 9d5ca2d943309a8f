import Dynamics
import Foundation
import Games
import Networks
import Settings
import Storage
import SystemPackage
import Tensors
import Text

/// The networks of another run, with which a run begins.
public struct StartConfiguration: Sendable {
    /// The folder of the run.
    let run: String
    /// The step of a checkpoint; nil for the last one.
    let step: Int?
    let players: ChosenPlayers
    /// What the arrays taken must hash to; empty if nothing is known of them yet.
    let checksum: String

    init(_ section: ConfigurationSection) {
        run = section.text(
            "run", default: nil, allowed: .path,
            about:
                "The folder of the run. Looked for from the current folder, then beside the configuration.")
        step = section.optionalInteger(
            "step", in: 0...4_294_967_295,
            about:
                "The step of a checkpoint that the run has kept (record.keepEvery); null means the last one.")
        players = section.choice("players", default: ChosenPlayers.both, about: "Whose networks are taken.")
        checksum = section.text(
            "checksum", default: "", allowed: .checksum,
            about:
                "FNV-1a of the networks, by which a run knows with what it began; \"\" before they are read.")
    }

    /// The keys of a complete configuration that say where the networks lie, and not what they are.
    static let places = ["run", "step"]
}

/// Whose, where it may be both.
enum ChosenPlayers: String, CaseIterable {
    case both, discriminator, generator

    var players: [Player] { Player(rawValue: rawValue).map { [$0] } ?? Player.allCases }
}

/// Networks that have been found, and fit.
struct StartingNetworks {
    /// The run's folder, absolute.
    let run: String
    let step: Int
    /// The arrays of the players chosen, without what their optimizers remember.
    let arrays: Safetensors

    var checksum: String { String(arrays.checksum, radix: 16) }

    /// - Parameters:
    ///   - configuration: the configuration file, beside which the run may lie too.
    ///   - setup: of the run that begins.
    /// - Throws: ``FileError`` if there is no such run or step, or the networks do not fit; ``CheckpointError`` for a
    ///   damaged checkpoint.
    init(_ start: StartConfiguration, beside configuration: String, for setup: TrainingSetup) throws {
        let folder = try Self.find(start.run, beside: configuration)
        let checkpoint = try Self.checkpoint(of: start.step, in: folder)
        run = URL(fileURLWithPath: folder.string).resolvingSymlinksInPath().path
        step = checkpoint.step
        arrays = checkpoint.arrays.filtered { name in
            start.players.players.contains { name.hasPrefix("\($0).") }
        }
        let misfits = misfits(start.players.players, setup)
        guard misfits.isEmpty else {
            let shown = misfits.prefix(4) + (misfits.count > 4 ? ["and \(misfits.count - 4) more"] : [])
            throw FileError(
                .configure, start.run, "start: its networks do not fit",
                advice: """
                    \(shown.map { "  \($0.printable)" }.joined(separator: "\n"))
                    What makes the networks, such as hidden and latent.width, must be as in \(run.printable)/config.json.
                    """)
        }
    }

    private static func find(_ name: String, beside configuration: String) throws(FileError) -> FilePath {
        let beside = FilePath(configuration).removingLastComponent().pushing(FilePath(name))
        let places = [FilePath(name), beside]
        if let run = places.first(where: { Files.exists(Checkpoint.last(in: $0)) }) { return run }
        let isThere = places.contains { Files.exists($0) }
        throw FileError(
            .configure, name,
            isThere
                ? "start: it has no checkpoint, so it is no run of gantrain, or one that has not begun"
                : "start: no such folder, neither here nor beside \(configuration)")
    }

    private static func checkpoint(of step: Int?, in run: FilePath) throws -> Checkpoint {
        if let step, Files.exists(Checkpoint.kept(step, in: run)) {
            return try Checkpoint(reading: Checkpoint.kept(step, in: run))
        }
        let last = try Checkpoint(reading: Checkpoint.last(in: run))
        if let step, last.step != step {
            throw FileError(
                .configure, run.string,
                "start: it has kept no checkpoint of step \(step); its last is of \(last.step)")
        }
        return last
    }

    /// Arrays that are other here than there, in words.
    private func misfits(_ players: [Player], _ setup: TrainingSetup) -> [String] {
        func text(_ dimensions: [Int]?) -> String { dimensions.map { "\($0)" } ?? "missing" }
        return players.flatMap { player -> [String] in
            let model = setup.game.model(of: player)
            let here = Dictionary(
                (model.parameters + model.auxiliaries).map { ("\(player).\($0.name)", $0.dimensions) },
                uniquingKeysWith: { first, _ in first })
            let there = Dictionary(
                arrays.entries.filter { $0.name.hasPrefix("\(player).") }.map { ($0.name, $0.dimensions) },
                uniquingKeysWith: { first, _ in first })
            return Set(here.keys).union(there.keys).sorted().filter { here[$0] != there[$0] }.map {
                "\($0) is \(text(there[$0])) there and \(text(here[$0])) here"
            }
        }
    }
}

extension StartConfiguration {
    /// Gives a fresh state the networks, an average and slow parameters of lookahead included. Optimizers remember
    /// nothing, and the networks of a player who is not chosen start as they do.
    ///
    /// - Throws: what ``StartingNetworks/init(_:beside:for:)`` throws, and ``FileError`` if the networks are others than
    ///   the configuration says.
    package func load<Scalar: TensorScalar>(
        into state: TrainingState<Scalar>, _ setup: TrainingSetup
    ) throws {
        let found = try StartingNetworks(self, beside: "", for: setup)
        guard checksum == found.checksum else {
            throw FileError(
                .configure, run,
                "start: the checksum of its networks is \(found.checksum), not \(checksum): they are not those with "
                    + "which this run was to begin",
                advice: "Put the old run back, or train anew without start.checksum.")
        }
        for array in state.arrays {
            let name = array.name.replacing(/^(slow\.|generatorAverage\.)/) {
                $0.output.1 == "slow." ? "" : "generator."
            }
            let matrix: Matrix<Scalar>? = try found.arrays.converted(name, array.buffer.shape)
            if let matrix { try array.buffer.load(matrix) }
        }
    }
}

extension ParameterDeclaration {
    /// As a file shows them.
    fileprivate var dimensions: [Int] { isVector ? [shape.count] : [shape.rows, shape.columns] }
}

extension ExperimentConfiguration.Resolved {
    /// With the place and the checksum of the networks that the run begins with. A configuration that has the checksum
    /// is one that a run has kept: then the networks are needed no more once the run has begun.
    func findingNetworks(beside name: String) throws -> Self {
        guard let start = configuration.start, start.checksum.isEmpty else { return self }
        let found = try StartingNetworks(start, beside: name, for: Experiment(configuration).setup)
        var json = json
        try json.set(.string(found.run), at: "start.run")
        try json.set(.number(Double(found.step)), at: "start.step")
        try json.set(.string(found.checksum), at: "start.checksum")
        return try ExperimentConfiguration.read(JSONDocument(root: json), name: name)
    }
}
