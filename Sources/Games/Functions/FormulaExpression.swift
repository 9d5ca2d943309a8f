import Autodiff
import func Foundation.pow
import Tensors

extension Formula {
    /// Whether the formula gives one number where x and y have so many.
    ///
    /// - Throws: ``FormulaError`` where vectors do not fit together, or where a vector is left.
    public func check(_ counts: FormulaCounts) throws(FormulaError) {
        let width = try width(of: root, counts)
        guard width == 1 else {
            throw error(
                "the formula gives \(width) numbers; sum(…) or dot(…, …) makes one of them", at: root.offset)
        }
    }

    private func error(_ reason: String, at offset: Int) -> FormulaError {
        FormulaError(formula: text, offset: offset, reason: reason)
    }

    /// How many numbers a part has.
    private func width(of term: Term, _ counts: FormulaCounts) throws(FormulaError) -> Int {
        switch term.node {
        case .number, .component: return 1
        case .variable(let side): return counts[side]
        case .sum(let parts): return try common(parts.map(\.term), counts)
        case .product(let parts): return try common(parts.map(\.term), counts)
        case .negation(let inner), .function(_, let inner): return try width(of: inner, counts)
        case .power(let base, let exponent): return try common([base, exponent], counts)
        case .total(let inner):
            _ = try width(of: inner, counts)
            return 1
        case .dot(let a, let b):
            _ = try common([a, b], counts)
            return 1
        case .random(let form):
            guard counts.x == form.count, counts.y == form.count else {
                throw error(
                    "\(form.kind.rawValue) is of \(form.count) numbers of each player, and x has \(counts.x), y \(counts.y)",
                    at: term.offset)
            }
            return 1
        }
    }

    /// The width that parts have together: a number goes with a vector.
    private func common(_ terms: [Term], _ counts: FormulaCounts) throws(FormulaError) -> Int {
        var known = 1
        for term in terms {
            let width = try width(of: term, counts)
            guard width == 1 || known == 1 || width == known else {
                throw error("a vector of \(width) numbers meets one of \(known)", at: term.offset)
            }
            known = max(known, width)
        }
        return known
    }
}

extension Formula.Term {
    /// The value of a part without x and y; nil for others.
    var constant: Double? {
        switch node {
        case .number(let value): return value
        case .variable, .component, .random: return nil
        case .negation(let inner): return inner.constant.map { -$0 }
        case .function(let function, let inner): return inner.constant.map(function.applied(to:))
        case .total(let inner): return inner.constant
        case .dot(let a, let b): return a.constant.flatMap { a in b.constant.map { a * $0 } }
        case .power(let base, let exponent):
            return base.constant.flatMap { base in exponent.constant.map { pow(base, $0) } }
        case .sum(let parts):
            return parts.reduce(0) { sum, part in
                sum.flatMap { sum in part.term.constant.map { part.isSubtracted ? sum - $0 : sum + $0 } }
            }
        case .product(let parts):
            return parts.reduce(1) { product, part in
                product.flatMap { product in
                    part.term.constant.map { part.isDivisor ? product / $0 : product * $0 }
                }
            }
        }
    }
}

/// A formula written into a graph.
struct FormulaGraph {
    /// r×n and 1×m: x of each row, and y.
    let x: Expression
    let y: Expression
    /// The matrices that the formula needs, by name.
    let constants: [String: Expression]

    /// r×1 or 1×1 of a number, as wide as the vector otherwise.
    func expression(_ term: Formula.Term) -> Expression {
        switch term.node {
        case .number(let value): return x.graph.constant(value)
        case .variable(let side): return side == .x ? x : y
        case .component(let side, let index): return component(index, of: side)
        case .sum(let parts):
            return parts.dropFirst().reduce(expression(parts[0].term)) { sum, part in
                let next = expression(part.term)
                return part.isSubtracted ? sum - next : sum + next
            }
        case .product(let parts):
            return parts.dropFirst().reduce(expression(parts[0].term)) { product, part in
                let next = expression(part.term)
                return part.isDivisor ? product / next : product * next
            }
        case .negation(let inner): return -expression(inner)
        case .power(let base, let exponent): return power(expression(base), exponent)
        case .function(let function, let inner): return function.applied(to: expression(inner))
        case .total(let inner): return rowSum(expression(inner))
        case .dot(let a, let b): return dot(expression(a), expression(b))
        case .random(let form): return random(form)
        }
    }

    private func component(_ index: Int, of side: Formula.Side) -> Expression {
        let vector = side == .x ? x : y
        guard let unit = constants["\(side)\(index)"] else { return vector }
        return vector.product(unit)
    }

    private func rowSum(_ vector: Expression) -> Expression { vector.sum(to: Shape(vector.shape.rows, 1)) }

    private func dot(_ a: Expression, _ b: Expression) -> Expression { rowSum(a * b) }

    /// A whole exponent by products, exact for a base of any sign; any other by e^(b·log a), for a base above 0.
    private func power(_ base: Expression, _ exponent: Formula.Term) -> Expression {
        guard let value = exponent.constant, let whole = Int32(exactly: value) else {
            return exp(expression(exponent) * log(base))
        }
        var result: Expression?
        var square = base
        var rest = whole.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result = result.map { $0 * square } ?? square }
            rest >>= 1
            if rest > 0 { square = square * square }
        }
        guard let result else { return base.graph.constant(1).broadcast(to: base.shape) }
        return whole < 0 ? reciprocal(result) : result
    }

    private func random(_ form: RandomForm) -> Expression {
        func paired(_ name: String, _ a: Expression, _ b: Expression) -> Expression {
            guard let matrix = constants[form.name(of: name)] else { return dot(a, b) }
            return dot(a.product(matrix), b)
        }
        let mixed = paired("A", x, y)
        return switch form.kind {
        case .bilinear: mixed
        case .quadratic: paired("P", x, x) / 2 + mixed - paired("Q", y, y) / 2
        }
    }
}
