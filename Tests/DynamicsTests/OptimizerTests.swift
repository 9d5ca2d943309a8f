import Autodiff
import Dynamics
import Tensors
import Testing

struct OptimizerTests {
    private struct Table: Decodable {
        struct Settings: Decodable {
            let lr: Double
            let momentum, alpha, eps: Double?
            let betas: [Double]?
        }

        struct State: Decodable {
            let momentumBuffer, squareAvg, expAvg, expAvgSq: [[Double]]?
        }

        struct Course: Decodable {
            let settings: Settings
            let path: [[[Double]]]
            let state: State
        }

        let start: [[Double]]
        let gradients: [[[Double]]]
        let optimizers: [String: Course]
    }

    private static func optimizer(_ name: String, _ settings: Table.Settings) throws -> any Optimizer {
        switch name {
        case "sgd", "sgdMomentum": return SGD(momentum: settings.momentum ?? 0)
        case "rmsprop":
            return RMSProp(decay: try #require(settings.alpha), epsilon: try #require(settings.eps))
        case "rmspropMomentum":
            return RMSProp(
                decay: try #require(settings.alpha), epsilon: try #require(settings.eps),
                momentum: try #require(settings.momentum))
        default:
            let betas = try #require(settings.betas)
            return Adam(beta1: betas[0], beta2: betas[1], epsilon: try #require(settings.eps))
        }
    }

    /// A parameter under an optimizer, with its state.
    struct Play<Scalar: TensorScalar> {
        let parameter: Buffer<Scalar>
        let gradient: Buffer<Scalar>
        let state: [Buffer<Scalar>]
        let rate = Buffer<Scalar>(.scalar)
        let count = Buffer<Scalar>(.scalar)
        let program: Program<Scalar>

        init(_ optimizer: any Optimizer, from start: Matrix<Scalar>) throws {
            let graph = Graph()
            parameter = Buffer(start)
            gradient = Buffer(start.shape)
            state = optimizer.state.map { Buffer(Matrix(start.shape, repeating: Scalar($0.start))) }
            let inputs = ([parameter, gradient, rate, count] + state).map { buffer in
                (graph.input("input", buffer.shape), buffer)
            }
            let step = optimizer.step(
                inputs[0].0, gradient: inputs[1].0, state: inputs.dropFirst(4).map(\.0), rate: inputs[2].0,
                count: inputs[3].0)
            program = try Program(
                computing: [],
                updating: [.init(parameter, to: inputs[0].0 - step.update)]
                    + zip(state, step.state).map { .init($0, to: $1) },
                binding: inputs.map { .init($0, to: $1) })
        }
    }

    @Test(arguments: ["sgd", "sgdMomentum", "rmsprop", "rmspropMomentum", "adamGan", "adam"])
    func pathAndMemoryAgreeWithPyTorch(_ name: String) throws {
        let table: Table = try ReferenceData.read("optimizers")
        let course = try #require(table.optimizers[name])
        let play = try Play<Double>(
            try Self.optimizer(name, course.settings), from: try Matrix(rows: table.start))
        play.rate.scalar = course.settings.lr
        #expect(course.path.count == 12)
        for (index, (gradient, expected)) in zip(table.gradients, course.path).enumerated() {
            try play.gradient.load(try Matrix(rows: gradient))
            play.count.scalar = Double(index + 1)
            play.program.run()
            for (value, number) in zip(play.parameter.matrix.elements, expected.joined()) {
                #expect(abs(value - number) <= 1e-12 * max(1, abs(number)), "\(name), step \(index + 1)")
            }
        }
        let state = course.state
        let expected = [state.squareAvg, state.momentumBuffer, state.expAvg, state.expAvgSq].compactMap { $0 }
        #expect(play.state.count == expected.count)
        for (buffer, expected) in zip(play.state, expected) {
            for (value, number) in zip(buffer.matrix.elements, expected.joined()) {
                #expect(abs(value - number) <= 1e-12 * max(1, abs(number)))
            }
        }
    }

    @Test func optimizersNameWhatTheyRemember() {
        #expect(SGD().state.isEmpty)
        #expect(SGD(momentum: 0.5).state.map(\.name) == ["momentum"])
        #expect(RMSProp().state.map(\.name) == ["squares"])
        #expect(RMSProp(momentum: 0.5).state.map(\.name) == ["squares", "momentum"])
        #expect(RMSProp(.tensorFlow1).state.map(\.start) == [1])
        #expect(Adam().state.map(\.name) == ["mean", "squares"])
        #expect(Optimistic(Adam()).state.map(\.name) == ["mean", "squares", "previousUpdate"])
        #expect(OptimisticGradient(Adam()).state.map(\.name) == ["mean", "squares", "previousGradient"])
        #expect((Adam().state + RMSProp().state).allSatisfy { $0.start == 0 })
    }

    /// Adam's first step has the size of the rate, whatever the gradient and the betas.
    @Test(arguments: [(0.9, 0.999), (0.5, 0.99), (0, 0.9), (0, 0)])
    func firstStepOfAdamIsTheRate(_ beta1: Double, _ beta2: Double) throws {
        let play = try Play<Float>(
            Adam(beta1: beta1, beta2: beta2), from: Matrix(row: [1, 1, 1]))
        play.rate.scalar = 0.125
        play.count.scalar = 1
        try play.gradient.load(Matrix(row: [3, -0.01, 1e4]))
        play.program.run()
        for (value, expected) in zip(play.parameter.matrix.elements, [0.875, 1.125, 0.875] as [Float]) {
            #expect(abs(value - expected) < 1e-5)
        }
    }

    @Test func aZeroGradientMovesNothing() throws {
        for optimizer: any Optimizer in [SGD(), SGD(momentum: 0.9), RMSProp(), Adam()] {
            let play = try Play<Float>(optimizer, from: Matrix(row: [1, -2]))
            play.rate.scalar = 0.1
            for step in 1...3 {
                play.count.scalar = Float(step)
                play.program.run()
            }
            #expect(play.parameter.matrix.elements == [1, -2])
        }
    }
}
