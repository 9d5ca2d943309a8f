/// Reads formulas by recursive descent.
///
///     sum     = product (("+" | "-") product)*
///     product = signed (("*" | "/") signed)*
///     signed  = ("-" | "+")* power
///     power   = value ("^" signed)?
///     value   = number | name | name "(" sum ("," sum)* ")" | "(" sum ")"
///
/// Also − for -, · and × for *, ** for ^, and the superscripts ² and ³. Nothing that may be written makes it trap: what
/// nests is counted, and so are all characters.
struct FormulaParser {
    static let mostCharacters = 2000
    static let mostNested = 50
    /// x1000 is the last number of a vector.
    static let mostNumbers = 1000

    private(set) var leastCounts = FormulaCounts(x: 1, y: 1)
    private let text: String
    private let letters: [Character]
    private var place = 0
    private var depth = 0
    private var randomForms = 0

    init(_ text: String) {
        self.text = text
        letters = Array(text.prefix(Self.mostCharacters + 1))
    }

    mutating func whole() throws(FormulaError) -> Formula.Term {
        guard letters.count <= Self.mostCharacters else {
            throw error("a formula has at most \(Self.mostCharacters) characters", at: Self.mostCharacters)
        }
        let term = try sum()
        if let next = peek() { throw unexpected(next) }
        return term
    }

    // MARK: Sums, products, powers

    private mutating func sum() throws(FormulaError) -> Formula.Term {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostNested else {
            throw error("parentheses are nested more than \(Self.mostNested) deep", at: place)
        }
        let start = begin()
        var parts: [(term: Formula.Term, isSubtracted: Bool)] = [(try product(), false)]
        while let sign = take(["+", "-", "−"]) { parts.append((try product(), sign != "+")) }
        return parts.count == 1 ? parts[0].term : Formula.Term(node: .sum(parts), offset: start)
    }

    private mutating func product() throws(FormulaError) -> Formula.Term {
        let start = begin()
        var parts: [(term: Formula.Term, isDivisor: Bool)] = [(try signed(), false)]
        while let sign = take(["*", "·", "×", "⋅", "/", "÷"]) {
            parts.append((try signed(), sign == "/" || sign == "÷"))
        }
        return parts.count == 1 ? parts[0].term : Formula.Term(node: .product(parts), offset: start)
    }

    private mutating func signed() throws(FormulaError) -> Formula.Term {
        let start = begin()
        var isNegative = false
        while let sign = take(["+", "-", "−"]) { isNegative = isNegative != (sign != "+") }
        let term = try power()
        return isNegative ? Formula.Term(node: .negation(term), offset: start) : term
    }

    private mutating func power() throws(FormulaError) -> Formula.Term {
        let start = begin()
        let base = try value()
        if let superscript = take(["²", "³"]) {
            let exponent = Formula.Term(node: .number(superscript == "²" ? 2 : 3), offset: place - 1)
            return Formula.Term(node: .power(base, exponent), offset: start)
        }
        guard takePowerSign() else { return base }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostNested else {
            throw error("powers are nested more than \(Self.mostNested) deep", at: place)
        }
        return Formula.Term(node: .power(base, try signed()), offset: start)
    }

    private mutating func takePowerSign() -> Bool {
        if take(["^"]) != nil { return true }
        guard peek() == "*", letters[(place + 1)...].first == "*" else { return false }
        place += 2
        return true
    }

    // MARK: Values

    private mutating func value() throws(FormulaError) -> Formula.Term {
        let start = begin()
        guard let next = peek() else { throw error("the formula ends too early", at: place) }
        if next == "(" {
            place += 1
            let inner = try sum()
            try close(start)
            return inner
        }
        if next.isDigit || next == "." { return try number() }
        guard next.isNameStart else { throw unexpected(next) }
        var name = ""
        while place < letters.count, letters[place].isNameStart || letters[place].isDigit {
            name.append(letters[place])
            place += 1
        }
        return Formula.Term(node: try node(named: name, at: start), offset: start)
    }

    private mutating func number() throws(FormulaError) -> Formula.Term {
        let start = place
        var digits = ""
        func isExponent(_ index: Int) -> Bool {
            let rest = letters[(index + 1)...].drop { $0 == "+" || $0 == "-" }
            return letters[(index + 1)...].count - rest.count <= 1 && rest.first?.isDigit == true
        }
        while place < letters.count {
            let letter = letters[place]
            if letter.isDigit || letter == "." {
                digits.append(letter)
            } else if letter == "e" || letter == "E", !digits.contains("e"), isExponent(place) {
                digits.append("e")
                place += 1
                digits.append(letters[place])
            } else {
                break
            }
            place += 1
        }
        guard digits.contains(where: \.isDigit),
            let value = Double(digits.hasSuffix(".") ? digits + "0" : digits)
        else {
            throw error("this is no number", at: start)
        }
        guard value.isFinite else { throw error("this number is too large", at: start) }
        return Formula.Term(node: .number(value), offset: start)
    }

    private mutating func node(named name: String, at start: Int) throws(FormulaError) -> Formula.Node {
        if let function = FormulaFunction(rawValue: name) {
            return .function(function, try arguments(of: name, 1, start)[0])
        }
        switch name {
        case "pi": return .number(.pi)
        case "sum": return .total(try arguments(of: name, 1, start)[0])
        case "dot":
            let vectors = try arguments(of: name, 2, start)
            return .dot(vectors[0], vectors[1])
        default: break
        }
        if let kind = RandomForm.Kind(rawValue: name) { return try random(kind, at: start) }
        if let side = Formula.Side(rawValue: name) { return .variable(side) }
        if let known = NamedFunction(rawValue: name) { return try expansion(of: known, at: start) }
        if let component = try component(name, at: start) { return component }
        throw error(Self.unknown(name), at: start)
    }

    /// x2 or y17; nil for what is no such name.
    private mutating func component(_ name: String, at start: Int) throws(FormulaError) -> Formula.Node? {
        guard let side = Formula.Side(rawValue: String(name.prefix(1))),
            name.dropFirst().allSatisfy(\.isDigit)
        else { return nil }
        guard let index = Int(name.dropFirst()), (1...Self.mostNumbers).contains(index) else {
            throw error("numbers of a vector are counted from 1 to \(Self.mostNumbers)", at: start)
        }
        leastCounts[side] = max(leastCounts[side], index)
        return .component(side, index)
    }

    /// The formula behind a name, which counts as standing where the name does.
    private func expansion(of known: NamedFunction, at start: Int) throws(FormulaError) -> Formula.Node {
        var parser = FormulaParser(known.formula)
        guard let term = try? parser.whole() else { throw error("\(known) cannot be read", at: start) }
        return term.node
    }

    private mutating func random(
        _ kind: RandomForm.Kind, at start: Int
    ) throws(FormulaError) -> Formula.Node {
        let given = try arguments(of: kind.rawValue, 3, start)
        let numbers = given.compactMap(\.constant)
        let isWhole = numbers.allSatisfy { abs($0) < 1e9 }
        guard numbers.count == 3, isWhole, let count = Int(exactly: numbers[0]),
            let seed = UInt64(exactly: numbers[2]), (1...RandomForm.mostNumbers).contains(count),
            numbers[1] >= 1
        else {
            throw error(
                "\(kind.rawValue)(n, κ, seed) takes n from 1 to \(RandomForm.mostNumbers), a condition number κ "
                    + "from 1 and a seed from 0, below 10⁹", at: start)
        }
        leastCounts.x = max(leastCounts.x, count)
        leastCounts.y = max(leastCounts.y, count)
        randomForms += 1
        return .random(
            RandomForm(kind: kind, index: randomForms, count: count, condition: numbers[1], seed: seed))
    }

    private mutating func arguments(
        of name: String, _ count: Int, _ start: Int
    ) throws(FormulaError) -> [Formula.Term] {
        let example = ["x", "x, y", "n, κ, seed"][count - 1]
        guard take(["("]) != nil else {
            throw error("\(name) needs parentheses: \(name)(\(example))", at: start)
        }
        let opening = place - 1
        var terms = [try sum()]
        while take([","]) != nil { terms.append(try sum()) }
        try close(opening)
        guard terms.count == count else {
            throw error(
                "\(name) takes \(count == 1 ? "1 value" : "\(count) values"): \(name)(\(example))", at: start)
        }
        return terms
    }

    // MARK: Characters

    private mutating func close(_ opening: Int) throws(FormulaError) {
        if take([")"]) != nil { return }
        if let next = peek() { throw unexpected(next) }
        throw error("this parenthesis is never closed", at: opening)
    }

    /// The place of the next character that counts.
    private mutating func begin() -> Int {
        _ = peek()
        return place
    }

    private mutating func peek() -> Character? {
        while place < letters.count, letters[place].isWhitespace { place += 1 }
        return place < letters.count ? letters[place] : nil
    }

    private mutating func take(_ signs: [Character]) -> Character? {
        guard let next = peek(), signs.contains(next) else { return nil }
        // ** is the sign of a power.
        if next == "*", letters[(place + 1)...].first == "*" { return nil }
        place += 1
        return next
    }

    private func error(_ reason: String, at offset: Int) -> FormulaError {
        FormulaError(formula: text, offset: offset, reason: reason)
    }

    private func unexpected(_ next: Character) -> FormulaError {
        let reason =
            switch next {
            case ")": "this parenthesis was never opened, or something is missing before it"
            case ",": "a comma has no place here; decimal numbers have a point"
            case "+", "-", "−", "*", "/", "^", "·", "×", "²", "³": "something is missing before this sign"
            case _ where next.isDigit || next == "." || next == "(" || next.isNameStart:
                "a sign is missing before this; products are written with *, such as 2*x"
            default: "a formula has no such character"
            }
        return error(reason, at: place)
    }

    private static func unknown(_ name: String) -> String {
        let isProduct = name.count > 1 && name.allSatisfy { $0 == "x" || $0 == "y" }
        if isProduct {
            return "there is no \(name); products are written \(name.map(String.init).joined(separator: "*"))"
        }
        let known =
            ["x", "y", "x1", "y1", "pi"] + FormulaFunction.allCases.map(\.rawValue) + ["sum", "dot"]
            + RandomForm.Kind.allCases.map(\.rawValue) + NamedFunction.allCases.map(\.rawValue)
        return "there is no \(name.prefix(40)); known are \(known.joined(separator: ", "))"
    }
}

extension Character {
    fileprivate var isDigit: Bool { isASCII && isNumber }
    fileprivate var isNameStart: Bool { isLetter || self == "_" }
}
