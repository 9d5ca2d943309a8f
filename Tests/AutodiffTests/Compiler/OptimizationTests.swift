import Tensors
import Testing

@testable import Autodiff

/// Every pass leaves the results as they are.
struct OptimizationTests {
    /// One pass, or all as a program runs them.
    enum Subject: Sendable, CustomStringConvertible {
        case pass(Dataflow.Pass), cleaned, optimized

        static let all: [Subject] = Dataflow.Pass.allCases.map { .pass($0) } + [.cleaned, .optimized]

        /// The others gain nothing alone: the end decides whether they are used.
        static let thrifty: [Subject] =
            Dataflow.Pass.allCases.filter { !$0.isAboutProducts }.map { .pass($0) } + [.cleaned, .optimized]

        func callAsFunction(_ flow: Dataflow) -> Dataflow {
            switch self {
            case .pass(let pass): pass(flow)
            case .cleaned: flow.cleaned()
            case .optimized: flow.optimized()
            }
        }

        var description: String {
            switch self {
            case .pass(let pass): pass.rawValue
            case .cleaned: "all but those about products"
            case .optimized: "all"
            }
        }
    }

    static func check(_ pass: Subject, keeps sample: SampleGraph, _ name: String) throws {
        let flow = sample.flow
        let numbers = sample.numbers()
        let all = try flow.interpretedNodes(numbers)
        let expected = flow.outputs.map { all[$0] }
        let result = try pass(flow).interpreted(numbers)
        let error = difference(result, expected, relativeTo: all)
        #expect(error < 1e-12, "\(pass), \(name): \(error)")
    }

    @Test(arguments: Subject.all)
    func resultsOfTrainingGraphsStayTheSame(_ pass: Subject) throws {
        for (index, sample) in SampleGraph.training.enumerated() {
            try Self.check(pass, keeps: sample, "training graph \(index)")
        }
    }

    @Test(arguments: Subject.thrifty)
    func noPassMakesATrainingGraphCostMore(_ pass: Subject) {
        for sample in SampleGraph.training {
            #expect(pass(sample.flow).cost.weight <= sample.flow.cost.weight)
        }
    }

    @Test func trainingGraphsBecomeCheaper() {
        for sample in SampleGraph.training {
            let (before, after) = (sample.flow.cost, sample.flow.optimized().cost)
            #expect(after.products < before.products)
            #expect(after.flops < before.flops)
            #expect(after.passes < before.passes)
            #expect(after.numbers < before.numbers)
        }
    }

    @Test(arguments: Subject.all)
    func resultsOfRandomGraphsStayTheSame(_ pass: Subject) throws {
        for seed in 0..<60 {
            let sample = SampleGraph.random(seed: seed)
            try Self.check(pass, keeps: sample, "seed \(seed)")
        }
    }

    @Test(arguments: Subject.thrifty)
    func noPassMakesARandomGraphWithItsDerivativesCostMore(_ pass: Subject) {
        for seed in 0..<60 {
            let flow = SampleGraph.random(seed: seed).flow
            #expect(pass(flow).cost.weight <= flow.cost.weight, "seed \(seed)")
        }
    }

    @Test func optimizingTwiceChangesNothing() {
        for sample in SampleGraph.training {
            let once = sample.flow.optimized()
            #expect(once.optimized() == once)
        }
    }

    /// The collection above takes every operation through every pass.
    @Test func randomGraphsHoldEveryOperation() {
        let names = (0..<60).reduce(into: Set<String>()) { names, seed in
            names.formUnion(SampleGraph.random(seed: seed).flow.withoutDeadCode().nodes.map(\.operation.name))
        }
        #expect(names == Set(GradientRulesTests.allOperations.map(\.name)))
    }
}
