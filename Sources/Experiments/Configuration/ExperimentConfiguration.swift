import Distributions
import Dynamics
import Games
import Machines
import Networks
import Settings
import Tensors

/// Everything that determines a run, read from a configuration file. Its keys, their meaning and their
/// defaults stand in the initializers that read them, and nowhere else.
public struct ExperimentConfiguration {
    public enum Precision: String, CaseIterable, Sendable {
        case float32, float64

        /// The type of the numbers, to be given to a generic function.
        package var scalar: any TensorScalar.Type { self == .float32 ? Float.self : Double.self }
    }

    public let name: String
    public let seed: UInt64
    public let steps: Int
    public let batch: Int
    public let precision: Precision
    public fileprivate(set) var threads: Int
    /// What is learned. Measures take fresh points of it.
    public private(set) var data: any MappableDistribution
    /// What batches of training are drawn from: ``data``, or finitely many points of it.
    public private(set) var trainingData: any PlaneDistribution
    private let dataConfiguration: DataConfiguration
    public let latent: Latent
    /// What is played instead of networks; nil for networks.
    public let knownGame: KnownGame?
    public let players: PerPlayer<PlayerConfiguration>
    public let objective: any Objective
    public let penalties: [Weighted<any Penalty>]
    public let fieldMethods: [Weighted<any FieldMethod>]
    /// σ of the instance noise; nil for none.
    public let instanceNoise: Schedule?
    let schemeConfiguration: SchemeConfiguration
    public let lookahead: TrainingSetup.Lookahead?
    public let mixing: AndersonMixing?
    public let averageDecay: Double?
    public let recording: RecordingConfiguration
    /// The networks of another run with which this one begins; nil if they start as their initializers say.
    public let start: StartConfiguration?

    init(_ section: ConfigurationSection) {
        name = section.text(
            "name", default: "run", allowed: .name,
            about: "Names the run; its folder is runs/<name>-seed<seed> unless --out says otherwise.")
        seed = UInt64(
            section.integer(
                "seed", default: 0, in: 0...9_007_199_254_740_991,
                about: "Determines every random number of the run. --seed overrides it."))
        steps = section.integer(
            "steps", default: 10_000, in: 1...4_294_967_295,
            about: "Training steps. --steps overrides it.")
        batch = section.integer(
            "batch", default: 256, in: 1...65_536, unit: "points", about: "The number of points in a batch.")
        precision = section.choice(
            "precision", default: .float32, about: "Single or double precision.")
        threads = section.integer(
            "threads", default: 0, in: 0...Machine.mostThreads,
            about: """
                How many threads share the rows of a batch; 0 means as many as the machine has cores. The number \
                is kept with the run, because the last bits of a result depend on it.
                """)
        dataConfiguration = section.section(
            "data", about: "The data distribution.", read: DataConfiguration.init)
        data = dataConfiguration.distribution()
        trainingData = dataConfiguration.batches(of: data)
        latent = section.section("latent", about: "The generator's input.", read: Latent.read)
        let generator = section.section(
            "generator", about: "The generator.", read: { PlayerConfiguration($0, of: .generator) })
        let discriminator = section.section(
            "discriminator", about: "The discriminator.",
            read: { PlayerConfiguration($0, of: .discriminator) })
        players = PerPlayer(discriminator: discriminator, generator: generator)
        objective = readObjective(section)
        penalties = section.sections(
            "penalties", default: [], about: "Terms added to the losses.", read: readPenalty)
        fieldMethods = section.sections(
            "fieldMethods", default: [], about: "Methods that change the field, applied one after another.",
            read: readFieldMethod)
        instanceNoise = section.optionalSection(
            "instanceNoise", about: "Adds normal noise to all points that the discriminator sees.",
            source: "arXiv 1610.04490; arXiv 1701.04862"
        ) { noise in
            readSchedule(noise, "sigma", default: 0.1, about: "The standard deviation σ.")
        }
        schemeConfiguration = section.section(
            "scheme", about: "The order in which the players move.", read: SchemeConfiguration.read)
        lookahead = section.optionalSection(
            "lookahead", about: "Pulls both players back every few steps.", source: "arXiv 2006.14567",
            read: readLookahead)
        mixing = section.optionalSection(
            "mixing", about: "Anderson mixing of both players' steps.",
            source: "GDA-AM, arXiv 2110.02457", read: readMixing)
        averageDecay = section.optionalSection(
            "average",
            about: "A moving average of the generator's parameters, which evaluation and samples then use."
        ) { average in
            average.number(
                "decay", default: 0.999, in: .atLeast(0, below: 1),
                about: "The decay β in w̄ ← βw̄ + (1−β)w, after every move of the generator.",
                source: "arXiv 1806.04498")
        }
        let hasModes = data.modes != nil
        let scoresPoints = discriminator.packing == 1
        let particles = generator.isParticles ? batch * discriminator.packing : 1
        recording = section.section("record", about: "What is written, and how often.") {
            RecordingConfiguration($0, hasModes: hasModes, scoresPoints: scoresPoints, particles: particles)
        }
        let (batch, hasNoise) = (batch, instanceNoise != nil)
        knownGame = section.section("game", about: "Networks, or a game whose answers are known.") {
            KnownGame.read($0, batch: batch, hasNoise: hasNoise)
        }
        start = section.optionalSection(
            "start",
            about: "The networks of another run as initial values. Optimizers start without memory.",
            read: StartConfiguration.init)
        reportMeaninglessCombinations(to: section)
    }
}

extension ExperimentConfiguration.Resolved {
    /// With the points of the file that the data are in, if they are, and with the file's path and checksum.
    fileprivate func readingPoints(beside name: String) throws -> Self {
        guard let contents = try configuration.dataConfiguration.file?.read(beside: name) else { return self }
        var (configuration, json) = (configuration, json)
        configuration.data = configuration.dataConfiguration.distribution(readFrom: contents.points)
        configuration.trainingData = configuration.dataConfiguration.batches(of: configuration.data)
        try json.set(.string(contents.path), at: JSONPath("data.path"))
        try json.set(.string(contents.checksum), at: JSONPath("data.checksum"))
        return Self(configuration: configuration, json: json)
    }

    /// A game with a known answer has no points to measure, and its configuration does not say that it had.
    fileprivate func withoutMeasuresOfPoints() throws -> Self {
        guard configuration.knownGame != nil else { return self }
        var json = json
        try json.set(.array([]), at: JSONPath("record.measures"))
        return Self(configuration: configuration, json: json)
    }

    /// Such as for the threads with which a run was begun.
    package func with(threads: Int) -> Self {
        var configuration = configuration
        configuration.threads = threads
        return Self(configuration: configuration, json: json)
    }

    /// How many threads work on a machine: as many as it has cores, unless the configuration names a number.
    package func threads(on machine: Machine) -> Int {
        let named = json.objectValue?["threads"]?.integerValue ?? 0
        return named > 0 ? named : min(Machine.mostThreads, machine.cores)
    }
}

extension ExperimentConfiguration {
    /// Whether a single point has a score. A discriminator that sees several points at a time scores packs of them.
    package var scoresPoints: Bool { players.discriminator.packing == 1 }

    /// A configuration with all defaults filled in, as text to be kept and as values to be used.
    public struct Resolved {
        public let configuration: ExperimentConfiguration
        public let json: JSONValue
    }

    /// - Throws: ``ConfigurationError`` with every problem in the document, ``FileError`` if its data cannot be
    ///   read.
    public static func read(_ document: JSONDocument, name: String) throws -> Resolved {
        let (value, json) = try ConfigurationReader.read(
            document, name: name, synonyms: synonyms, declaration: ExperimentConfiguration.init)
        let run = try Resolved(configuration: value, json: json).readingPoints(beside: name)
            .withoutMeasuresOfPoints().findingNetworks(beside: name)
        // The number of cores is the machine's and is not written down as the configuration's.
        return value.threads > 0 ? run : run.with(threads: run.threads(on: .current))
    }

    /// What options of the command line may write short.
    static let shortForms = ShortForms(of: ExperimentConfiguration.init)

    /// How the beginning of a change of the configuration may go on; see ``ShortForms/completions(of:)``.
    public static func completions(of beginning: String) -> [ShortForms.Completion] {
        shortForms.completions(of: beginning)
    }

    /// All keys, as a JSON Schema that editors understand.
    public static var schema: JSONValue {
        ConfigurationSchema.json(title: "gantrain configuration", declaration: ExperimentConfiguration.init)
    }

    /// A key or the keys of a section, for a terminal.
    ///
    /// - Throws: ``KeyError`` if there is no such key.
    public static func guide(to key: String, width: Int) throws(KeyError) -> String {
        try ConfigurationGuide.text(
            on: key, width: width, synonyms: synonyms, declaration: ExperimentConfiguration.init)
    }

    /// Where a key stands that has this name here or in other programs, for both players if both have it; empty if there
    /// is none.
    public static func places(ofKey name: String) -> [String] {
        let paths = ConfigurationGuide.paths(
            ofKey: name, synonyms: synonyms, declaration: ExperimentConfiguration.init)
        let others = paths.first.map { JSONPath(["discriminator"] + $0.parts.dropFirst()) }
        let isOfPlayers = paths.first?.parts.first == "generator"
        return (paths.prefix(1) + paths.filter { isOfPlayers && $0 == others }.prefix(1)).map {
            "\($0)".replacing("*", with: "0")
        }
    }

    /// All keys, as a page of documentation.
    public static var guide: String {
        ConfigurationGuide.markdown(
            title: "Configuration", introduction: introduction, declaration: ExperimentConfiguration.init)
    }

    private static let introduction = """
        A configuration is a JSON file, which may have comments after `//`. Keys that it leaves out have the defaults below.

        ```jsonc
        {
          "name": "mine",
          "data": "grid",
          "generator": { "activation": "relu", "optimizer": { "kind": "rmsprop", "learningRate": 1e-3 } },
          "discriminator": { "hidden": [128, 128, 128] },
          "penalties": [{ "kind": "r1", "gamma": 10 }]  // configs/ has more examples
        }
        ```

        A kind alone, such as `"grid"`, stands for an object of that kind with its defaults.

        `gantrain config check mine.json` reports all problems. `gantrain config show mine.json` prints what would be \
        trained. `--set KEY=VALUE` changes a key. There a kind may also stand for a list with it, and in a key for its \
        place in a list: `--set penalties=r1`, `--set penalties.r1.gamma=1`, `--set penalties=[]`.
        """
}
