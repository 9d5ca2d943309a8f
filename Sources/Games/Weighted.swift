import Autodiff

/// A penalty or a field method and how its weight changes over training.
public struct Weighted<Method> {
    public var method: Method
    public var weight: Schedule

    public init(_ method: Method, by weight: Schedule) {
        self.method = method
        self.weight = weight
    }

    /// The same method; a schedule without an end lasts all `steps` of the run.
    public func lasting(_ steps: Int) -> Weighted {
        Weighted(method, by: weight.lasting(steps))
    }
}

extension Weighted: Sendable where Method: Sendable {}

extension Weighted<any Penalty> {
    /// Such as "R1, γ 1 → 0.1".
    public var title: String { "\(method.title), \(method.weightSymbol) \(weight.summary)" }
}

extension Weighted<any FieldMethod> {
    /// Such as "JARE, γ 10".
    public var title: String { "\(method.title), \(method.weightSymbol) \(weight.summary)" }
}

extension Penalty {
    public func weighted(by weight: Schedule) -> Weighted<any Penalty> { Weighted(self, by: weight) }
}

extension FieldMethod {
    public func weighted(by weight: Schedule) -> Weighted<any FieldMethod> { Weighted(self, by: weight) }
}

/// The methods of a game as one graph applies them, each with its weight at one step of training.
public struct AppliedMethods {
    public struct Applied<Method> {
        /// The method's name, with a number behind it where an earlier method of the game has the same.
        public let name: String
        public let method: Method
        /// 1×1.
        public let weight: Expression
    }

    public let penalties: [Applied<any Penalty>]
    public let fieldMethods: [Applied<any FieldMethod>]
    /// σ of the instance noise, 1×1; nil for none.
    public let noise: Expression?

    /// - Parameter value: makes a 1×1 expression of a schedule. It is called once for each, with a name that no other
    ///   schedule of the game has: "penalty.r1", "field.jare", "noise".
    public init(of game: GAN, _ value: (_ name: String, _ schedule: Schedule) -> Expression) {
        var names: [String: Int] = [:]
        func applied<Method>(_ kind: String, _ method: Weighted<Method>, _ name: String) -> Applied<Method> {
            let unique = Self.unique(name, among: &names)
            return Applied(
                name: unique, method: method.method, weight: value("\(kind).\(unique)", method.weight))
        }
        penalties = game.penalties.map { applied("penalty", $0, $0.method.name) }
        fieldMethods = game.fieldMethods.map { applied("field", $0, $0.method.name) }
        noise = game.noise.map { value("noise", $0) }
    }

    fileprivate static func unique(_ name: String, among names: inout [String: Int]) -> String {
        names[name, default: 0] += 1
        let count = names[name] ?? 1
        return count == 1 ? name : "\(name).\(count)"
    }
}

extension GAN {
    /// The method of each schedule of a weight and the symbol of the weight, such as "R1" and "γ", by the name that
    /// ``AppliedMethods`` gives the schedule. A method that the game has twice has a number behind it.
    package var weighted: [String: (method: String, symbol: String)] {
        var names: [String: Int] = [:]
        func entry(_ kind: String, _ name: String, _ title: String, _ symbol: String)
            -> (String, (method: String, symbol: String))
        {
            let unique = AppliedMethods.unique(name, among: &names)
            return (
                "\(kind).\(unique)", (title + unique.dropFirst(name.count).replacing(".", with: " "), symbol)
            )
        }
        let ofPenalties = penalties.map {
            entry("penalty", $0.method.name, $0.method.title, $0.method.weightSymbol)
        }
        let ofField = fieldMethods.map {
            entry("field", $0.method.name, $0.method.title, $0.method.weightSymbol)
        }
        return Dictionary(ofPenalties + ofField) { first, _ in first }
    }

    /// The same game in which a schedule keeps one value. A key that names no schedule of the game changes nothing.
    ///
    /// - Parameter key: as ``AppliedMethods`` names the schedule, such as "penalty.r1".
    package func keeping(_ key: String, at value: Double) -> GAN {
        var game = self
        var names: [String: Int] = [:]
        for place in penalties.indices
        where "penalty.\(AppliedMethods.unique(penalties[place].method.name, among: &names))" == key {
            game.penalties[place].weight = .constant(value)
        }
        for place in fieldMethods.indices
        where "field.\(AppliedMethods.unique(fieldMethods[place].method.name, among: &names))" == key {
            game.fieldMethods[place].weight = .constant(value)
        }
        if key == "noise", noise != nil { game.noise = .constant(value) }
        return game
    }
}
