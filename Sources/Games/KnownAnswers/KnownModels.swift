import Autodiff
import Networks
import Tensors

/// G(z) = θ + z: a point, where z is always 0, or a cloud that can only be moved.
public struct Shift: Model {
    /// θ at the start.
    public let start: [Double]
    /// Of the parameter.
    public let name: String

    public init(start: [Double], name: String = "theta") {
        self.start = start
        self.name = name
    }

    public var inputWidth: Int { start.count }
    public var outputWidth: Int { start.count }
    public var parameters: [ParameterDeclaration] { [.row(name, start)] }

    public func apply(_ parameters: [Expression], to input: Expression) -> Expression {
        input + parameters[0]
    }
}

/// G(z) = a·z for a number z.
public struct Scale: Model {
    /// a at the start.
    public let start: Double
    public let inputWidth = 1
    public let outputWidth = 1

    public init(start: Double) { self.start = start }

    public var parameters: [ParameterDeclaration] { [.row("a", [start])] }

    public func apply(_ parameters: [Expression], to input: Expression) -> Expression {
        input * parameters[0]
    }
}

/// D(x) = s·ψᵀx. The sign s is −1 where a paper's discriminator is to be high on generated points, which here
/// is to be high on real ones.
public struct LinearScore: Model {
    /// ψ at the start.
    public let start: [Double]
    /// s.
    public let sign: Double

    public init(start: [Double], sign: Double = 1) {
        self.start = start
        self.sign = sign
    }

    public var inputWidth: Int { start.count }
    public let outputWidth = 1
    public var parameters: [ParameterDeclaration] { [.row("psi", start)] }

    public func apply(_ parameters: [Expression], to input: Expression) -> Expression {
        sign * input.product(parameters[0], transposingOther: true)
    }
}

/// D(x) = w·x² for a number x.
public struct QuadraticScore: Model {
    /// w at the start.
    public let start: Double
    public let inputWidth = 1
    public let outputWidth = 1

    public init(start: Double) { self.start = start }

    public var parameters: [ParameterDeclaration] { [.row("w", [start])] }

    public func apply(_ parameters: [Expression], to input: Expression) -> Expression {
        square(input) * parameters[0]
    }
}

extension ParameterDeclaration {
    fileprivate static func row(_ name: String, _ start: [Double]) -> ParameterDeclaration {
        ParameterDeclaration(name, Shape(1, start.count), isVector: true) { _ in Matrix(row: start) }
    }
}
