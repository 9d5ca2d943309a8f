import Records

extension StudyEvidence {
    /// What a perfect generator scores in a column, once for all cells that have the same data.
    func floorSentences(_ column: Column) -> [String] {
        var shared: [(floor: Floor, cells: [String])] = []
        for cell in cells {
            guard let floor = floors[cell.name]?.first(where: { $0.column == column.name }) else { continue }
            if let place = shared.firstIndex(where: { $0.floor == floor }) {
                shared[place].cells.append(cell.name)
            } else {
                shared.append((floor, [cell.name]))
            }
        }
        return shared.map { floor, names in
            // A study of many cells would be a page of names.
            let list =
                names.count > 4
                ? "\(names[0]) and \(names.count - 1) more cells" : names.joined(separator: ", ")
            let whose = names.count == cells.count ? "" : " of \(list)"
            return "The floor\(whose) is \(column.text(floor))."
        }
    }
}

extension Column {
    /// Such as `0.066 ± 0.021: two independent samples of 2048 points of the target lie so far from each other (10
    /// pairs), and 0.0053 with its modes in turn`.
    fileprivate func text(_ floor: Floor) -> String {
        let deviation = floor.standardDeviation.map { " ± \(written($0))" } ?? ""
        let balanced = floor.balanced.map { ", and \(written($0)) with its modes in turn" } ?? ""
        return
            "\(written(floor.mean))\(deviation): two independent samples of \(floor.points) points of the target lie so "
            + "far from each other (\(floor.pairs) pairs)\(balanced)"
    }
}
