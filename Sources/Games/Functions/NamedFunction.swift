/// Functions of two numbers on which papers show what descent and ascent do; x minimizes, y maximizes. Read in the
/// programs of GDA-AM (hehuannb/GDA-AM, `problems.py`) and Follow-the-Ridge (arXiv 1910.07512).
public enum NamedFunction: String, CaseIterable, Sendable {
    /// (0, 0) is a local minimax point that descent and ascent run away from.
    case f1
    /// A saddle near (0.4, 0.6).
    case f2
    case f3
    case f4
    case f5
    case f6

    public var formula: String {
        switch self {
        case .f1: "-3*x^2 - y^2 + 4*x*y"
        case .f2: "(x - 1/2)*(y - 1/2) + exp(-(x - 1/4)^2 - (y - 3/4)^2)/3"
        case .f3: "(4*x^2 - (y - 3*x + 0.05*x^3)^2 - 0.1*y^4)*exp(-0.01*(x^2 + y^2))"
        case .f4: "2*x^2 + y^2 + 4*x*y + 4*y^3/3 - y^4/4"
        case .f5: "x^3/3 + y^2 + 2*x*y - 6*x - 3*y + 4"
        case .f6: "x^3 - y^3 - 2*x*y + 6"
        }
    }
}

extension Formula {
    /// As it was written; behind the name of a known function also what it stands for.
    public var title: String {
        let name = text.filter { !$0.isWhitespace }
        return NamedFunction(rawValue: name).map { "\(name) = \($0.formula)" } ?? text
    }
}
