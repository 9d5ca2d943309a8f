import Tensors
import Testing

@testable import Autodiff

/// Every pass leaves the results as they are.
struct OptimizationTests {
    enum Pass: String, CaseIterable {
        case withoutDeadCode, simplified, withCommonSubexpressionsMerged, cleaned, optimized
        case withOuterProductsElementwise, withRowScalingsMovedOutward, withSharedFactorsMerged

        /// The others gain nothing alone: the end decides whether they are used.
        static let thrifty: [Pass] = [
            .withoutDeadCode, .simplified, .withCommonSubexpressionsMerged, .cleaned, .optimized,
        ]

        func callAsFunction(_ flow: Dataflow) -> Dataflow {
            switch self {
            case .withoutDeadCode: flow.withoutDeadCode()
            case .simplified: flow.simplified()
            case .withCommonSubexpressionsMerged: flow.withCommonSubexpressionsMerged()
            case .cleaned: flow.cleaned()
            case .optimized: flow.optimized()
            case .withOuterProductsElementwise: flow.withOuterProductsElementwise()
            case .withRowScalingsMovedOutward: flow.withRowScalingsMovedOutward()
            case .withSharedFactorsMerged: flow.withSharedFactorsMerged()
            }
        }
    }

    static func check(_ pass: Pass, keeps sample: SampleGraph, _ name: String) throws {
        let flow = sample.flow
        let numbers = sample.numbers()
        let all = try flow.interpretedNodes(numbers)
        let expected = flow.outputs.map { all[$0] }
        let result = try pass(flow).interpreted(numbers)
        let error = difference(result, expected, relativeTo: all)
        #expect(error < 1e-12, "\(pass.rawValue), \(name): \(error)")
    }

    @Test(arguments: Pass.allCases)
    func resultsOfTrainingGraphsStayTheSame(_ pass: Pass) throws {
        for (index, sample) in SampleGraph.training.enumerated() {
            try Self.check(pass, keeps: sample, "training graph \(index)")
        }
    }

    @Test(arguments: Pass.thrifty)
    func noPassMakesATrainingGraphCostMore(_ pass: Pass) {
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

    @Test(arguments: Pass.allCases)
    func resultsOfRandomGraphsStayTheSame(_ pass: Pass) throws {
        for seed in 0..<60 {
            let sample = SampleGraph.random(seed: seed)
            try Self.check(pass, keeps: sample, "seed \(seed)")
        }
    }

    @Test(arguments: Pass.thrifty)
    func noPassMakesARandomGraphWithItsDerivativesCostMore(_ pass: Pass) {
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
