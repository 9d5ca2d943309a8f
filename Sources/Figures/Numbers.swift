import Foundation

/// Numbers as text, for data files and for people.
package enum Numbers {
    /// Eight significant digits in the shortest form, as gnuplot and spreadsheets read it.
    ///
    /// It rounds and prints by `description`, several times faster than `String(format:)`: a figure of
    /// densities holds some hundred thousand numbers.
    package static func plain(_ value: Double) -> String {
        guard value.isFinite else { return "NaN" }
        let rounded = value.rounded(toSignificantDigits: 8)
        let text = "\(rounded)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// For people: `12,500`, `−0.25`, with a true minus sign.
    package static func label(_ value: Double) -> String {
        guard value.isFinite else { return "not a number" }
        let text = plain(abs(value))
        let sign = value < 0 && text != "0" ? "−" : ""
        guard text.allSatisfy(\.isNumber), text.count > 3 else { return sign + text }
        return sign + grouped(text)
    }

    /// For people: `12,500`.
    package static func label(_ value: Int) -> String {
        (value < 0 ? "−" : "") + grouped("\(value.magnitude)")
    }

    /// For people, where there is little room: two digits, `0.25`, `1,300`, `8.5·10⁶`.
    package static func short(_ value: Double) -> String {
        let rounded = value.rounded(toSignificantDigits: 2)
        guard rounded.isFinite, rounded != 0 else { return label(rounded) }
        let exponent = Int((log10(abs(rounded)) + 1e-9).rounded(.down))
        guard !(-3...4).contains(exponent) else { return label(rounded) }
        let factor = label((rounded / pow(10, Double(exponent))).rounded(toSignificantDigits: 2))
        return "\(factor)·10\(raised(exponent))"
    }

    /// For people, with all its digits: `5,000,000,000`, `1.25·10⁻⁷`.
    static func full(_ value: Double) -> String {
        if abs(value) < 1e15, value == value.rounded() { return label(Int(value)) }
        let parts = plain(value).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return label(value) }
        return "\(parts[0].hasSuffix(".0") ? parts[0].dropLast(2) : parts[0])·10\(raised(exponent))"
    }

    /// An exponent as it stands behind "10": `⁻⁹`.
    static func raised(_ exponent: Int) -> String {
        String("\(exponent)".map { superscripts[$0] ?? $0 })
    }

    private static let superscripts = Dictionary(uniqueKeysWithValues: zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))

    /// A count with its noun: `1 sample`, `3 samples`.
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(label(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func grouped(_ digits: String) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}

extension Double {
    /// The nearest number of so many significant decimal digits.
    package func rounded(toSignificantDigits digits: Int) -> Double {
        guard self != 0, isFinite else { return self }
        let exponent = digits - 1 - Int(log10(magnitude).rounded(.down))
        // One of the two powers is exact, which keeps the printed form short.
        let power = pow(10, Double(abs(exponent)))
        guard power.isFinite else { return self }
        let scaled = exponent >= 0 ? self * power : self / power
        guard scaled.isFinite else { return self }
        return exponent >= 0 ? scaled.rounded() / power : scaled.rounded() * power
    }
}

extension Sequence where Element == Double {
    /// The value below which the given share of the numbers lies, or `nil` of an empty sequence. The numbers
    /// must be finite.
    package func quantile(_ share: Double) -> Double? {
        let sorted = self.sorted()
        guard let last = sorted.indices.last else { return nil }
        let place = Swift.min(Swift.max(share, 0), 1) * Double(last)
        return sorted[Int(place.rounded())]
    }
}
