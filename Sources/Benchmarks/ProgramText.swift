import Autodiff
import Dynamics
import Foundation
import Tensors
import Text

extension Explanation {
    /// How the programs of a configuration's turns were compiled and what they run, as people read it.
    ///
    /// - Throws: ``TooLargeError`` if the machine has too little memory.
    public static func programs(_ resolved: ExperimentConfiguration.Resolved) throws -> String {
        try MemoryNeed(of: resolved).check()
        let configuration = resolved.configuration
        let experiment = Experiment(configuration)
        let team = Team(members: configuration.threads)
        func texts<Scalar: TensorScalar>(_: Scalar.Type) throws -> [String] {
            try Trainer<Scalar>(experiment.setup, batches: experiment.batches, by: team).compiledTurns.map {
                "\($0.turn.title)\n\n\(ProgramText($0.program.anatomy).text)"
            }
        }
        let programs =
            try configuration.precision == .float32 ? texts(Float.self) : texts(Double.self)
        return programs.joined(separator: "\n\n") + "\n"
    }
}

/// The anatomy of a program as people read it.
struct ProgramText {
    private let anatomy: ProgramAnatomy

    init(_ anatomy: ProgramAnatomy) { self.anatomy = anatomy }

    var text: String { (graphs + [passes, results, order, memory]).joined(separator: "\n\n") }

    /// The graph as it was written, and what is left of it before each pass about matrix products and at the end.
    private var graphs: [String] {
        let passes = anatomy.passes
        return passes.indices.compactMap { index in
            let isLast = index == passes.count - 1
            guard index == 0 || isLast || passes[index + 1].isAboutProducts else { return nil }
            let reason = passes[...index].last { $0.isAboutProducts }?.name ?? "simplification"
            let title =
                index == 0
                ? "The graph as it was written" : isLast ? "The graph that runs" : "The graph after \(reason)"
            return "\(title)\n" + passes[index].formulas.map { "  \($0)" }.joined(separator: "\n")
        }
    }

    private var passes: String {
        let heading = ["pass", "nodes", "products", "MFLOP in them", "passes over memory", "numbers in them"]
        let rows = anatomy.passes.map { pass in
            [
                pass.name, "\(pass.nodes)", "\(pass.cost.products)",
                String(format: "%.2f", Double(pass.cost.flops) / 1e6), "\(pass.cost.passes)",
                "\(pass.cost.numbers)",
            ]
        }
        return "What each pass leaves\n" + table([heading] + rows, [.left, .right])
    }

    private var results: String {
        let observed =
            anatomy.observed.isEmpty ? [] : ["observed: " + anatomy.observed.joined(separator: ", ")]
        let updated = anatomy.updated.map { "new value of \($0.input): \($0.value)" }
        return (["What is wanted"] + (observed + updated).map { "  \($0)" }).joined(separator: "\n")
    }

    private var order: String {
        var lines = ["What runs, in order"]
        for phase in anatomy.phases {
            lines.append("  \(phase.name)")
            for stage in phase.stages {
                lines.append(
                    "    stage: "
                        + (stage.sharedRows.map { "threads share \($0) rows" } ?? "one thread does all"))
                for formulas in stage.instructions {
                    if formulas.count > 1 { lines.append("      chain of \(formulas.count)") }
                    lines += formulas.map { (formulas.count > 1 ? "        " : "      ") + $0 }
                }
            }
        }
        return lines.joined(separator: "\n")
    }

    private var memory: String {
        let rows = anatomy.memory.map { ["\($0.shape)", $0.results.joined(separator: ", ")] }
        return "Memory, and the results that it holds in turn\n" + table(rows, [.left])
    }

    private func table(_ rows: [[String]], _ alignments: [TextTable.Alignment]) -> String {
        var table = TextTable(rows.map { .cells($0) })
        table.indent = 2
        table.alignments = alignments
        return table.text
    }
}
