import ArgumentParser
import Benchmarks
import Settings

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a training step costs: matrix products, passes, memory.",
        discussion: """
            For each kind of move: the matrix products with their sizes, what else passes over memory, and the \
            room for intermediate results, as written by the methods and after the compiler; and the time that \
            OpenBLAS alone takes for these products on this machine.
            """)

    @OptionGroup var source: ConfigurationOptions

    @Flag(name: .customLong("no-times"), help: "Count only, measure nothing.")
    var withoutTimes = false

    @Flag(help: "Print JSON: the sums of a whole step.")
    var json = false

    @Flag(help: "Print how the step is compiled: graphs, passes, chains, stages, memory.")
    var program = false

    func run() throws {
        try Failure.reporting {
            let work = Work()
            let resolved = try source.read()
            if program {
                let text = try work.compute("compiling the step") { try Explanation.programs(resolved) }
                return try Console.output(text, terminator: "")
            }
            let explanation = try work.compute("compiling the step") { try Explanation(resolved) }
            let times =
                withoutTimes ? nil : try work.compute("measuring products") { ProductTimes(of: explanation) }
            try Console.output(
                json ? JSONWriter.compact(explanation.json(times)) + "\n" : explanation.text(times),
                terminator: "")
        }
    }
}
