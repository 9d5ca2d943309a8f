import ArgumentParser
import Settings

// Numbers on the command line are read as they are in a configuration, so that 1e3 is a whole number too.

/// Reads a whole number in a range.
func whole(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
        guard let number = (try? JSONValue.parse(text))?.integerValue, range.contains(number) else {
            throw ValidationError(
                "allowed is an integer from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}

/// Reads a real number in a range.
func real(_ range: NumberRange) -> @Sendable (String) throws -> Double {
    { text in
        guard let number = (try? JSONValue.parse(text))?.numberValue, range.contains(number) else {
            throw ValidationError("allowed is \(range).")
        }
        return number
    }
}
