import ArgumentParser
import Benchmarks
import Comparisons
import Experiments
import Exports
import Figures
import KnownGames
import Laboratory
import Live
import Runs
import Settings
import Storage
import Studies
import Tensors

/// An end of the program with its message and exit code.
enum Failure {
    /// A run of a study has no result.
    static let runFailed = ExitCode(1)
    static let diverged = ExitCode(3)
    static let usage = ExitCode(64)
    static let data = ExitCode(65)
    static let unavailable = ExitCode(69)
    static let software = ExitCode(70)
    static let cannotCreate = ExitCode(73)
    static let cannotWrite = ExitCode(74)
    static let interrupted = ExitCode(130)

    /// Runs `body`; an error becomes a message on standard error and an exit code.
    static func reporting(_ body: () throws -> Void) throws {
        do {
            try Descriptors.check()
            try OpenBLAS.load()
            try body()
            try Console.checkOutput()
        } catch let code as ExitCode { throw code } catch {
            Console.error("gantrain: \(error)")
            throw exitCode(for: error)
        }
    }

    private static func exitCode(for error: any Error) -> ExitCode {
        switch error {
        case is ConfigurationError, is ConfigurationSyntaxError, is ChangeError, is KeyError, is UsageError,
            is TooLargeError, is ComparisonError, is StudyError, is ExportError, is LiveError,
            is LaboratoryError, is LessonError:
            usage
        case let error as ResumeError:
            switch error {
            case .noRun, .foreign, .changed, .another, .touched, .otherTouches, .complete, .shorter,
                .boundToItsSteps:
                usage
            case .diverged: diverged
            }
        case is SpectrumError, is SamplesError, is UnknownMethodError: usage
        case is Interrupted: interrupted
        case is CheckpointError, is EigenvalueError: data
        case let error as WorkerWriteError: error.isCreation ? cannotCreate : cannotWrite
        case is OpenBLASError: unavailable
        case is TooFewFilesError: cannotWrite
        case is DivergenceError: diverged
        case let error as FileError: exitCode(of: error)
        case let error as FigureError:
            switch error {
            case .gnuplotMissing: unavailable
            case .cannotWrite(let error): exitCode(of: error)
            case .interrupted: interrupted
            default: software
            }
        default: software
        }
    }

    private static func exitCode(of error: FileError) -> ExitCode {
        switch error.action {
        case .create: cannotCreate
        case .write: cannotWrite
        case .read: data
        case .configure: usage
        }
    }
}

/// Words of the command line that parse and yet make no sense.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}
