import Records

extension Table {
    /// The step of the first evaluation from which all conditions held so many times in a row; nil if there is none. An
    /// evaluation is a row with a number in a column of a condition; another one that is not defined there fulfils
    /// nothing.
    package func success(_ conditions: [StudyCondition], times: Int) -> Int? {
        guard !conditions.isEmpty else { return nil }
        let places = conditions.map { place(of: $0.column) }
        var first: Int?
        var held = 0
        for row in rows {
            let values = places.map { Self.value(row, at: $0) }
            guard values.contains(where: { $0 != nil }) else { continue }
            guard zip(conditions, values).allSatisfy({ $0.holds($1) }) else {
                (first, held) = (nil, 0)
                continue
            }
            held += 1
            first = first ?? Self.value(row, at: stepPlace).flatMap { Int(exactly: $0) }
            if held >= times { return first }
        }
        return nil
    }
}
