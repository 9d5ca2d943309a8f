import Foundation
import Storage
import Text

/// What can go wrong while figures are drawn. The data cannot: whatever it holds, a figure comes of it.
public enum FigureError: Error, Sendable, Equatable {
    /// No program `gnuplot` on the search path. The scripts and their data have been written to the folder;
    /// `remedy` is what draws the pictures once there is one.
    case gnuplotMissing(folder: String, remedy: String = "gantrain plot RUN")
    /// gnuplot gave up; `complaint` holds the first lines of what it wrote to standard error.
    case gnuplotFailed(status: Int32, complaint: String)
    /// gnuplot could not even be started.
    case gnuplotNotStarted(path: String, reason: String)
    /// gnuplot was still at work after the time it is given, in seconds, and was stopped.
    case gnuplotHung(seconds: Double)
    /// Drawing was stopped because the writer's `shouldStop` said so. No picture was put in place.
    case interrupted
    /// A file or folder could not be written.
    case cannotWrite(FileError)
}

extension FigureError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .gnuplotMissing(let folder, let remedy):
            """
            gnuplot is not installed: the scripts and data of the figures are in \(folder.printable), but no pictures; \
            install it with `apt-get install gnuplot-nox` and run `\(remedy)`
            """
        case .gnuplotFailed(let status, let complaint):
            "gnuplot failed with status \(status)" + (complaint.isEmpty ? "" : ": \(complaint)")
        case .gnuplotNotStarted(let path, let reason):
            "cannot start \(path): \(reason)"
        case .gnuplotHung(let seconds):
            "gnuplot did not finish within \(Numbers.plain(seconds)) seconds and was stopped"
        case .interrupted: "drawing was interrupted"
        case .cannotWrite(let error): error.description
        }
    }

    public var errorDescription: String? { description }
}
