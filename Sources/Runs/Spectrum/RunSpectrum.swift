import Dynamics
import Experiments
import Foundation
import Games
import Machines
import Networks
import Records
import Settings
import Storage
import SystemPackage
import Tensors

/// The spectrum of a run's game at one of its checkpoints.
public struct RunSpectrum: Sendable {
    public let run: RunDirectory
    /// The run in a line: its folder, and what was trained.
    public let title: String
    public let spectrum: GameSpectrum
    /// Whether the players' gradients are small enough for an equilibrium.
    public let equilibrium: EquilibriumCheck
    /// Where ``write()`` writes.
    public let folder: String

    /// Everything that could fail after the computation is looked at before.
    ///
    /// - Parameters:
    ///   - step: of a checkpoint that the run has kept; nil for its last one.
    ///   - folder: for ``write()``; nil for `spectrum/step-N` in the run's folder.
    ///   - jacobianFile: where to write the whole Jacobian, as `.npy` or `.safetensors`; nil for nowhere.
    /// - Throws: ``SpectrumError``, ``TooLargeError``, what ``StoredRun/init(reading:)`` throws, and ``FileError``.
    public init(
        of directory: RunDirectory, at step: Int? = nil, _ options: SpectrumOptions,
        into folder: String? = nil, writingJacobianTo jacobianFile: String? = nil,
        on machine: Machine = .current
    ) throws {
        if let folder { try RunDirectory(folder).checkIsFree() }
        let run = try StoredRun(reading: directory)
        let resolved = run.resolved
        let (path, checkpoint) = try run.checkpoint(of: step)
        self.folder = try folder ?? directory.analysis(of: checkpoint.step).string
        try Folders.checkPlace(FilePath(self.folder))
        let experiment = Experiment(resolved.configuration).touched(
            by: run.touches.upTo(checkpoint.step))
        let (parameters, auxiliaries) =
            try checkpoint.values(experiment, from: path, resolved.configuration.precision.scalar)
        let size = Player.allCases.flatMap { parameters[$0] }.reduce(0) { $0 + $1.shape.count }
        try Self.check(options, parameters: size, jacobianFile, machine)
        self.run = directory
        title =
            RunRecord.title(resolved.configuration)
            + (options.isPlain ? ", field methods left out" : "")
        equilibrium = try EquilibriumCheck(
            of: experiment, at: parameters, with: auxiliaries, step: checkpoint.step, options)
        spectrum = try GameSpectrum(
            of: experiment, at: parameters, with: auxiliaries, step: checkpoint.step, options
        ) {
            jacobian in
            if let jacobianFile { try jacobian.write(to: jacobianFile) }
        }
    }

    /// Refuses before long work what could not be done after it.
    private static func check(
        _ options: SpectrumOptions, parameters: Int, _ jacobianFile: String?, _ machine: Machine
    ) throws {
        guard options.isDense(parameters) else {
            if let jacobianFile { throw SpectrumError.noJacobian(jacobianFile, parameters: parameters) }
            let vectors = KrylovSchur(.rightmost, count: options.count).subspace
            return try MemoryNeed.krylov(of: parameters, vectors: vectors, threads: options.threads).check(
                on: machine)
        }
        try MemoryNeed.jacobian(of: parameters, threads: options.threads).check(on: machine)
        guard let path = jacobianFile.map({ FilePath($0) }) else { return }
        try Files.check(path, replacesOnly: "Jacobian", option: "--write-jacobian") {
            path.extension == "npy"
                ? $0.starts(with: [0x93] + Array("NUMPY".utf8))
                : String(decoding: $0, as: UTF8.self).contains(#""jacobian":{"#)
        }
    }
}

/// What was asked of a spectrum and cannot be had.
public enum SpectrumError: Error, Equatable, CustomStringConvertible {
    /// No checkpoint of that step; the steps that there are.
    case notKept(String, step: Int, kept: [Int])
    /// The Jacobian is not formed by Krylov's method.
    case noJacobian(String, parameters: Int)

    public var description: String {
        switch self {
        case .notKept(let run, let step, let kept):
            """
            \(run) has no checkpoint of step \(step); it has those of \
            \(kept.map { "\($0)" }.joined(separator: ", ")). \
            Checkpoints are kept every so many steps if record.keepEvery says so.
            """
        case .noJacobian(let file, let parameters):
            """
            cannot write \(file): with \(parameters) parameters the Jacobian is not formed; \
            --method dense forms it
            """
        }
    }
}

extension RunDirectory {
    var spectra: FilePath { path.appending("spectra") }

    func spectrum(of step: Int) -> FilePath { spectra.appending("step-\(step).csv") }

    var keptCheckpoints: FilePath { Checkpoint.folder(in: path) }

    func keptCheckpoint(of step: Int) -> FilePath { Checkpoint.kept(step, in: path) }

    /// The steps whose checkpoints have been kept.
    var keptSteps: [Int] {
        get throws(FileError) { try Self.steps(in: keptCheckpoints, ending: ".safetensors") }
    }

    /// The steps whose spectra a run has written, in order.
    var spectrumSteps: [Int] {
        get throws(FileError) { try Self.steps(in: spectra, ending: ".csv").sorted() }
    }

    /// The spectra that a run has written up to a step, real parts as x: one that was killed may have left
    /// later ones.
    package func spectra(until last: Int) throws -> [SpectrumRecord] {
        try spectrumSteps.filter { $0 <= last }.map { step in
            SpectrumRecord(step: step, eigenvalues: try StepTable.points(of: spectrum(of: step), "re", "im"))
        }
    }

    private static func steps(in folder: FilePath, ending: String) throws(FileError) -> [Int] {
        try Folders.names(in: folder).compactMap { name in
            name.hasPrefix("step-") && name.hasSuffix(ending)
                ? Int(name.dropFirst("step-".count).dropLast(ending.count)) : nil
        }
    }
}

extension GameSpectrum {
    /// All eigenvalues that are known.
    public var record: SpectrumRecord { record(of: eigenvalues) }

    private func record(of eigenvalues: Eigenvalues) -> SpectrumRecord {
        SpectrumRecord(step: step, eigenvalues: eigenvalues.points.map { Point($0.real, $0.imaginary) })
    }

    /// Of each player's own block, if they were asked for.
    public var recordsApart: (discriminator: SpectrumRecord, generator: SpectrumRecord)? {
        apart.map { (record(of: $0.discriminator), record(of: $0.generator)) }
    }

    /// The field from the start of training, if it was asked for.
    public var pathRecord: FieldPathRecord? {
        path.map { path in
            FieldPathRecord(
                cosines: path.places.compactMap { place in place.cosine.map { Point(place.alpha, $0) } },
                norms: [path.places.map { Point($0.alpha, $0.norm) }]
                    + [0, 1].map { player in path.places.map { Point($0.alpha, $0.norms[player]) } })
        }
    }
}

extension Checkpoint {
    /// Of both players: the parameters, and what the models keep beside them.
    func values<Scalar: TensorScalar>(
        _ experiment: Experiment, from path: FilePath, _: Scalar.Type
    ) throws -> (parameters: PerPlayer<[Matrix<Double>]>, auxiliaries: PerPlayer<[Matrix<Double>]>) {
        let state = TrainingState<Scalar>(experiment.setup)
        try restore(state, from: path)
        return (state.parameterValues, state.auxiliaryValues)
    }
}

extension Matrix<Double> {
    /// Writes the matrix as a NumPy array if the name ends in `.npy`, else as `jacobian` in a safetensors file.
    fileprivate func write(to file: String) throws {
        if file.hasSuffix(".npy") {
            try Files.write(NumPyArray.encoded(self), to: FilePath(file))
        } else {
            var arrays = Safetensors()
            arrays.append("jacobian", self)
            try Files.write(arrays.encoded(), to: FilePath(file))
        }
    }
}
