/// Some of the methods that are tried on a game.
public struct UnknownMethodError: Error, Equatable, CustomStringConvertible {
    public let wanted: String
    /// The names that there are.
    public let known: [String]

    public var description: String {
        "--method \(wanted): no method or kind of move has this in its name; there are \(known.joined(separator: ", "))"
    }
}

extension GamePlan {
    /// The same game with those methods and moves alone whose name contains a text, such as `R1` or `extragradient`.
    /// Signs, spaces and the size of letters do not matter.
    ///
    /// - Throws: ``UnknownMethodError``.
    public func limited(to wanted: String) throws(UnknownMethodError) -> GamePlan {
        var plan = self
        plan.plays = try chosen(plays, by: wanted)
        plan.methods = methods.filter { method in plan.plays.contains { $0.method.name == method.name } }
        plan.paths = paths.filter { $0.name.isNamed(wanted) }
        return plan
    }
}

extension FunctionPlan {
    /// As ``GamePlan/limited(to:)``.
    ///
    /// - Throws: ``UnknownMethodError``.
    public func limited(to wanted: String) throws(UnknownMethodError) -> FunctionPlan {
        var plan = self
        plan.plays = try chosen(plays, by: wanted)
        return plan
    }
}

private typealias PlannedPlay = (method: GameMethod, way: GameWay)

private func chosen(_ plays: [PlannedPlay], by wanted: String) throws(UnknownMethodError) -> [PlannedPlay] {
    let found = plays.filter { $0.method.name.isNamed(wanted) || $0.way.name.isNamed(wanted) }
    guard found.isEmpty || wanted.plain.isEmpty else { return found }
    let names = plays.flatMap { [$0.method.name, $0.way.name] }
    throw UnknownMethodError(
        wanted: wanted, known: names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
}

extension String {
    /// Letters and digits alone, small.
    fileprivate var plain: String { lowercased().filter { $0.isLetter || $0.isNumber } }

    fileprivate func isNamed(_ wanted: String) -> Bool { plain.contains(wanted.plain) }
}
