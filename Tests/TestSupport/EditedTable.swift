extension String {
    /// A table in which one digit of the second column of the first row is another; nil if it has none.
    package var withAnotherDigit: String? {
        guard let row = firstIndex(of: "\n"), let comma = self[row...].firstIndex(of: ","),
            let place = self[comma...].firstIndex(where: { "12345678".contains($0) })
        else { return nil }
        return replacingCharacter(at: place, with: "9")
    }

    private func replacingCharacter(at place: Index, with text: String) -> String {
        self[..<place] + text + self[index(after: place)...]
    }
}
