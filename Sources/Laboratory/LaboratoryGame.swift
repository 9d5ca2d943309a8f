import Dynamics
import Experiments
import Games
import Settings
import Tensors

/// A configuration as data that a page can train with: its compiled step as whole numbers, how its parameters start, where its
/// batches come from, and the words around it.
public struct LaboratoryGame {
    /// For the page's data block.
    public let json: JSONValue

    /// Compiles the step for the plain loops that the page has.
    ///
    /// - Parameter name: what the page calls it.
    /// - Throws: ``LaboratoryError`` for a configuration that a page cannot train with, what compiling throws otherwise.
    public init(_ resolved: ExperimentConfiguration.Resolved, name: String) throws {
        try Self.check(resolved.configuration, name)
        json = try Self.json(resolved, name, resolved.configuration.precision.scalar)
    }

    private static func json<Scalar: TensorScalar>(
        _ resolved: ExperimentConfiguration.Resolved, _ name: String, _: Scalar.Type
    ) throws -> JSONValue {
        let configuration = resolved.configuration
        let experiment = Experiment(configuration)
        let trainer = try Trainer<Scalar>(experiment.setup, batches: experiment.batches)
        let isOfPoints = configuration.knownGame == nil
        let particles = (experiment.setup.game.generator.parameters.first { $0.name == "points" })?.shape.rows
        let training = try WrittenTraining(
            trainer, experiment.setup, samples: isOfPoints ? particles ?? sampleRows : nil,
            scores: isOfPoints && configuration.scoresPoints ? scoreRows : nil)
        var object = GameWords(resolved, name, experiment, trainer).json
        object["engine"] = .object(
            TrainingText(training, experiment.setup).json.adding(
                [
                    "precision": .string(configuration.precision.rawValue),
                    "batches": BatchText(configuration).json,
                    "latentWidth": .number(Double(experiment.setup.game.generator.inputWidth)),
                    "displacesReal": .boolean(experiment.setup.game.generator.displacesRealPoints),
                    "renewsDiscriminator": .boolean(experiment.setup.renewsDiscriminator),
                ]))
        return .object(object)
    }

    /// How many points the players' programs take at a time.
    private static let (sampleRows, scoreRows) = (256, 256)
    /// So many points of a file make the page some 80 kB larger.
    private static let mostPoints = 4000

    private static func check(_ configuration: ExperimentConfiguration, _ name: String) throws {
        func refuse(_ key: String, _ reason: String) -> LaboratoryError {
            LaboratoryError(name: name, key: key, reason: reason)
        }
        guard OpenBLAS.kernels.origin == .plain else {
            throw refuse("kernels", "its step must be compiled for plain loops")
        }
        if configuration.mixing != nil {
            throw refuse(
                "mixing", "Anderson mixing solves a system of equations, for which the page has no library")
        }
        if configuration.start != nil {
            throw refuse(
                "start", "it begins with the networks of another run, which are not written into the page")
        }
        let count = BatchText(configuration).storedPoints
        if count > mostPoints {
            throw refuse("data", "it has \(count) points, and a page holds \(mostPoints) at most")
        }
    }
}

extension JSONObject {
    func adding(_ members: JSONObject) -> JSONObject {
        members.members.reduce(into: self) { $0[$1.key] = $1.value }
    }
}
