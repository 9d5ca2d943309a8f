import Tensors

/// How a linear layer starts. Biases start at 0 unless the rule says otherwise.
public enum Initializer: Hashable, Sendable {
    /// W = gain·Q with orthonormal rows or columns, whichever are fewer (Saxe, McClelland, Ganguli,
    /// arXiv 1312.6120).
    case orthogonal(gain: Double)
    /// Uniform on ±√(6/(in+out)) (Glorot, Bengio, AISTATS 2010).
    case xavier
    /// Normal with standard deviation gain/√in, the gain being the activation's (He, Zhang, Ren, Sun,
    /// arXiv 1502.01852).
    case he
    /// Uniform with He's standard deviation, so on ±gain·√(3/in), the gain being the activation's.
    case heUniform
    /// Normal with one standard deviation in every layer.
    case normal(standardDeviation: Double)
    /// Weights and biases uniform on ±1/√in: the default of PyTorch's `nn.Linear`.
    case torch

    func weight(fanIn: Int, fanOut: Int, activation: Activation, _ draw: RandomDraw) -> Matrix<Double> {
        let shape = Shape(fanOut, fanIn)
        switch self {
        case .orthogonal(let gain):
            let tall = fanOut >= fanIn
            let normal: Matrix<Double> = draw.normals(tall ? shape : shape.transposed)
            let basis = normal.orthonormalColumns()
            return (tall ? basis : basis.transposed()).scaled(by: gain)
        case .xavier:
            return .uniform(shape, limit: (6 / Double(fanIn + fanOut)).squareRoot(), draw)
        case .he:
            let normal: Matrix<Double> = draw.normals(shape)
            return normal.scaled(by: activation.gain / Double(fanIn).squareRoot())
        case .heUniform:
            return .uniform(shape, limit: activation.gain * (3 / Double(fanIn)).squareRoot(), draw)
        case .normal(let standardDeviation):
            let normal: Matrix<Double> = draw.normals(shape)
            return normal.scaled(by: standardDeviation)
        case .torch:
            return .uniform(shape, limit: 1 / Double(fanIn).squareRoot(), draw)
        }
    }

    func bias(fanIn: Int, fanOut: Int, _ draw: RandomDraw) -> Matrix<Double> {
        switch self {
        case .orthogonal, .xavier, .he, .heUniform, .normal: Matrix(Shape(1, fanOut))
        case .torch: .uniform(Shape(1, fanOut), limit: 1 / Double(fanIn).squareRoot(), draw)
        }
    }
}

extension Matrix<Double> {
    /// Uniform on ±limit.
    fileprivate static func uniform(_ shape: Shape, limit: Double, _ draw: RandomDraw) -> Matrix {
        let buffer = Buffer<Double>(shape)
        draw.fillUniform(buffer, from: -limit, to: limit)
        return buffer.matrix
    }
}
