import Experiments
import Figures
import Records
import Runs

/// Prints the rows of a run's table while it trains.
struct Printer: TrainingObserver {
    func receive(_ event: Event) {
        if case .measured(let row) = event {
            print(row.map { $0.map { "\($0)" } ?? "" }.joined(separator: " "))
        }
    }
}

/// Trains what a configuration file says, writes the run's folder, and draws its figures without reading the folder.
func trainAndDraw(_ file: String, in folder: String) throws -> RunRecord {
    let configuration = try ConfigurationFile.read(file, lookingIn: [])
    let keeper = RecordKeeper(wishing: [Wish(.surface, .last)])
    _ = try Training.start(configuration, in: RunDirectory(folder), observers: [keeper, Printer()])
    try FigureWriter().draw(keeper.record, into: "\(folder)/figures")
    return keeper.record
}
