import Autodiff
import Dynamics
import Experiments
import Foundation
import Tensors
import Text

extension Explanation {
    /// How the programs of a configuration's turns were compiled and what they run, as people read it.
    ///
    /// - Throws: ``TooLargeError`` if the machine has too little memory.
    public static func programs(_ resolved: ExperimentConfiguration.Resolved) throws -> String {
        try MemoryNeed(of: resolved).check(on: .current)
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

    var text: String { [written, passes, changes, results, order, memory].joined(separator: "\n\n") }

    private var written: String {
        "The graph as it was written\n"
            + table((anatomy.passes.first?.formulas ?? []).map { row($0) }, [.left])
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

    /// The formulas that a pass has changed, and what nobody needs any more.
    private var changes: String {
        let parts = zip(anatomy.passes, anatomy.passes.dropFirst()).map { before, after in
            let (old, names) = (Set(before.formulas), Set(after.formulas.map(\.name)))
            let gone = before.formulas.map(\.name).filter { !names.contains($0) }
            let changed = after.formulas.filter { !old.contains($0) }.map { row($0) }
            let note = gone.isEmpty ? [] : ["  not needed any more: " + gone.joined(separator: ", ")]
            let lines = note + (changed.isEmpty ? [] : [table(changed, [.left])])
            return lines.isEmpty ? nil : (["After \(after.name)"] + lines).joined(separator: "\n")
        }
        return parts.compactMap { $0 }.joined(separator: "\n\n")
    }

    private var results: String {
        let observed =
            anatomy.observed.isEmpty ? [] : ["observed: " + anatomy.observed.joined(separator: ", ")]
        let updated = anatomy.updated.map { "new value of \($0.input): \($0.value)" }
        return (["What is wanted"] + (observed + updated).map { "  \($0)" }).joined(separator: "\n")
    }

    private var order: String {
        var rows: [TextTable.Row] = []
        for phase in anatomy.phases {
            for stage in phase.stages {
                let who = stage.sharedRows.map { "threads share \($0) rows" } ?? "one thread does all"
                rows.append(.heading("  \(phase.name), \(who)"))
                rows += stage.instructions.flatMap(self.rows)
            }
        }
        var table = TextTable(rows)
        table.indent = 4
        return "What runs, in order\n" + table.text
    }

    private func rows(_ instruction: ProgramAnatomy.Instruction) -> [TextTable.Row] {
        switch instruction {
        case .single(let formula): [.cells(row(formula))]
        case .chain(let formulas):
            formulas.enumerated().map { index, formula in
                .cells(
                    row(
                        formula,
                        formulas.count == 1
                            ? "" : index == 0 ? "┌ " : index == formulas.count - 1 ? "└ " : "│ "))
            }
        case .save(let input): [.cells(["the old value of \(input) is copied aside"])]
        case .store(let value, let input): [.cells(["\(value) is copied to \(input)"])]
        }
    }

    private func row(_ formula: Formula, _ mark: String = "") -> [String] {
        ["\(mark)\(formula.name) = \(formula.text)", "\(formula.shape)"]
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
