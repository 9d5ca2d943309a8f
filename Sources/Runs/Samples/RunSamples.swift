import Dynamics
import Experiments
import Storage
import SystemPackage
import Tensors

/// Samples of a run's generator, made by the networks of a checkpoint.
public struct RunSamples: Sendable {
    /// Of the checkpoint.
    public let step: Int
    /// A sample a row, in units of the plane, or of the line for data of one dimension.
    public let points: Matrix<Double>
    /// Whether the run computes in single precision, so that the numbers are those of `Float`.
    private let isSingle: Bool

    /// The first of them are those of `samples.csv`, if the checkpoint is the last and the run is complete.
    ///
    /// - Parameters:
    ///   - step: of a checkpoint that the run has kept; nil for the last.
    ///   - count: how many.
    ///   - seed: of the latent points; nil for the run's seed. Equal seeds give equal samples.
    /// - Throws: ``SamplesError``, ``SpectrumError/notKept(_:step:kept:)``, what ``StoredRun/init(reading:)`` throws, and
    ///   ``FileError``.
    public init(of directory: RunDirectory, at step: Int? = nil, count: Int, seed: UInt64? = nil) throws {
        let run = try StoredRun(reading: directory)
        guard run.configuration.knownGame == nil else { throw SamplesError.noGenerator(directory.name) }
        let (path, checkpoint) = try run.checkpoint(of: step)
        self.step = checkpoint.step
        func drawn<Scalar: TensorScalar>(_: Scalar.Type) throws -> Matrix<Double> {
            let experiment = Experiment(run.configuration)
            let state = TrainingState<Scalar>(experiment.setup)
            try checkpoint.restore(state, from: path)
            return try Self.draw(
                count, by: Evaluator(experiment, state), width: run.configuration.data.width,
                seed: seed ?? run.configuration.seed, step: checkpoint.step)
        }
        points = try drawn(run.configuration.precision.scalar)
        isSingle = run.configuration.precision == .float32
    }

    /// As many at a time as an evaluation has, each time from the next part of the random numbers.
    private static func draw<Scalar: TensorScalar>(
        _ count: Int, by evaluator: Evaluator<Scalar>, width: Int, seed: UInt64, step: Int
    ) throws -> Matrix<Double> {
        var numbers: [Double] = []
        numbers.reserveCapacity(count * width)
        var turn = 0
        while numbers.count < count * width {
            let draw = RandomDraw(seed: seed, stream: .evaluation, step: step, substep: turn)
            guard let samples = evaluator.sample(by: draw)?.samples, samples.shape.count > 0 else { break }
            numbers += samples.doubles.prefix(count * width - numbers.count)
            turn += 1
        }
        return Matrix(Shape(numbers.count / width, width), trusted: numbers)
    }

    /// A table with the columns of `samples.csv`.
    public var csv: String {
        let width = points.shape.columns
        let rows = (0..<points.shape.rows).map { row in
            points.elements[row * width..<(row + 1) * width]
                .map { isSingle ? "\(Float($0))" : "\($0)" }.joined(separator: ",") + "\n"
        }
        return ["x", "y"].prefix(width).joined(separator: ",") + "\n" + rows.joined()
    }

    /// Writes the samples, as an array of NumPy if the name ends in `.npy`, else as ``csv``.
    ///
    /// - Throws: ``FileError``.
    public func write(to file: String) throws {
        guard SampleFile(file) == .numPy else { return try Files.write(csv, to: FilePath(file)) }
        let shape = [points.shape.rows, points.shape.columns]
        let bytes =
            isSingle
            ? NumPyArray.encoded(points.elements.map { Float($0) }, shape)
            : NumPyArray.encoded(points.elements, shape)
        try Files.write(bytes, to: FilePath(file))
    }
}

/// What a file of samples is, by its name.
public enum SampleFile: Sendable {
    case table
    case numPy

    /// Nil for another ending than `.csv` and `.npy`.
    public init?(_ name: String) {
        switch FilePath(name).extension {
        case "csv": self = .table
        case "npy": self = .numPy
        default: return nil
        }
    }

    /// Looks, before long work, whether a file can be written.
    ///
    /// - Throws: ``SamplesError`` for another ending, ``FileError`` if the file cannot be written, or is there already.
    public static func check(_ name: String, overwriting: Bool) throws {
        guard SampleFile(name) != nil else { throw SamplesError.unknownEnding(name) }
        let path = FilePath(name)
        try Files.checkFolder(of: path)
        guard overwriting || FileKind(ofLink: path) == nil else {
            throw FileError(
                .create, name, "it is there already",
                advice: "Replace it with --overwrite, or choose another name with --out.")
        }
    }
}

/// Samples that cannot be had.
public enum SamplesError: Error, Equatable, CustomStringConvertible {
    /// The run plays a game with a known answer.
    case noGenerator(String)
    case unknownEnding(String)

    public var description: String {
        switch self {
        case .noGenerator(let run):
            "\(run) plays a game with a known answer, which has no generator to sample"
        case .unknownEnding(let file): "cannot write \(file): samples are written as .csv or .npy"
        }
    }
}
