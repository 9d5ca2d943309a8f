/// Element-wise functions, in the words of formulas.

public func exp(_ x: Expression) -> Expression { x.apply(.exponential) }
/// exp(x) − 1, with full precision near 0.
public func expm1(_ x: Expression) -> Expression { x.apply(.exponentialMinusOne) }
public func log(_ x: Expression) -> Expression { x.apply(.logarithm) }
public func sqrt(_ x: Expression) -> Expression { x.apply(.squareRoot) }
public func square(_ x: Expression) -> Expression { x * x }
public func abs(_ x: Expression) -> Expression { x.apply(.absolute) }
/// −1, 0 or 1.
public func sign(_ x: Expression) -> Expression { x.apply(.sign) }
public func sin(_ x: Expression) -> Expression { x.apply(.sine) }
public func cos(_ x: Expression) -> Expression { x.apply(.cosine) }
public func tanh(_ x: Expression) -> Expression { x.apply(.tanh) }
/// 1 / (1 + exp(−x)), without overflow at any x.
public func sigmoid(_ x: Expression) -> Expression { x.apply(.sigmoid) }
/// log(1 + exp(x)), without overflow at any x.
public func softplus(_ x: Expression) -> Expression { x.apply(.softplus) }
/// log σ(x), without overflow or loss of digits at any x.
public func logSigmoid(_ x: Expression) -> Expression { -softplus(-x) }
public func relu(_ x: Expression) -> Expression { leakyReLU(x, slope: 0) }
/// x where x > 0, slope·x elsewhere.
public func leakyReLU(_ x: Expression, slope: Double) -> Expression { x.apply(.leakyReLU, slope: slope) }
/// 1/x, and 0 at 0.
public func reciprocalOrZero(_ x: Expression) -> Expression { x.apply(.reciprocalOrZero) }
/// 1/x.
public func reciprocal(_ x: Expression) -> Expression { x.apply(.reciprocal) }
