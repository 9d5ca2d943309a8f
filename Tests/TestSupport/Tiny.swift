import Experiments
import Foundation
import Records
import Runs
import Settings

/// A run that takes milliseconds and yet has every kind of state: Adam's memory, an average, penalties.
package enum Tiny {
    package static let text = """
        {
          "name": "tiny", "steps": 12, "batch": 4, "threads": 1,
          "data": { "modes": 3, "radius": 1, "standardDeviation": 0.2 },
          "latent": { "width": 2 },
          "generator": { "hidden": [3], "optimizer": { "learningRate": 0.01 } },
          "discriminator": {
            "hidden": [3],
            "optimizer": { "learningRate": { "kind": "linear", "from": 0.01, "to": 0 } }
          },
          "penalties": [{ "kind": "r1", "gamma": 1 }, { "kind": "wganGP" }],
          "average": { "decay": 0.9 },
          "record": { "metricsEvery": 2, "evaluateEvery": 3, "checkpointEvery": 4, "samples": 6, "snapshots": 3 }
        }
        """

    /// The configuration with changes written as on the command line.
    package static func resolved(_ changes: [String] = []) throws -> ExperimentConfiguration.Resolved {
        try read(text, changes)
    }

    package static func read(_ text: String, _ changes: [String] = []) throws
        -> ExperimentConfiguration.Resolved
    {
        var document = try ConfigurationFile.parse(Data(text.utf8), name: "test.json")
        for change in changes {
            try Change(setting: change).apply(to: &document)
        }
        return try ExperimentConfiguration.read(document, name: "test.json")
    }

    /// Trains from start to end.
    @discardableResult
    package static func train(_ changes: [String] = [], in directory: RunDirectory) throws -> RunSummary {
        try Training.start(resolved(changes), in: directory)
    }

    /// Gradient descent at a rate that no float survives.
    package static let diverging = [
        #"generator.optimizer={"kind":"sgd","learningRate":1e30}"#,
        #"discriminator.optimizer={"kind":"sgd","learningRate":1e30}"#,
    ]

}

/// Says yes at the n-th question, counted from 0.
package final class StopAt {
    private var asked = 0
    private let number: Int

    package init(_ number: Int) { self.number = number }

    package func callAsFunction() -> Bool {
        asked += 1
        return asked > number
    }
}

extension RunDirectory {
    /// The contents of its `metrics.csv`.
    package var table: Table {
        get throws { try readTable(of: StoredRun(reading: self).configuration) }
    }
}

/// The project's folder.
package let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().path
