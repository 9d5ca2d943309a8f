extension Buffer<Double> {
    /// Puts the numbers in ascending order, row after row, in time that grows with their number alone where they spread
    /// over their range. What is not a number may end anywhere.
    public func sort() { unsafeElements { DigitSort.sort($0) } }
}

/// Sorts by digits. The place of a number between the lowest and the highest, as a whole number of two digits, never falls
/// when the number grows. So the list is distributed by the last digit, then by the first one, and what has equal digits is
/// sorted by comparison. The result is that of any other sort.
///
/// Source: D. E. Knuth, The Art of Computer Programming 3 (1998), 5.2.5.
enum DigitSort {
    /// Shorter lists are compared.
    private static let shortest = 64
    /// Small digits are counted quickly; in a long list too many numbers would share them.
    private static let (smallDigit, largeDigit, longList) = (10, 11, 1 << 14)
    /// Where many numbers have equal digits, as beside one that lies far away, comparing the whole list is quicker than
    /// moving each number to its place. It is done after so many moves for each number.
    private static let mostMoves = 8

    static func sort(_ numbers: UnsafeMutableBufferPointer<Double>) {
        var numbers = numbers
        if !sortByDigits(numbers) { numbers.sort() }
    }

    /// - Returns: whether it was of use.
    private static func sortByDigits(_ numbers: UnsafeMutableBufferPointer<Double>) -> Bool {
        guard let base = numbers.baseAddress, numbers.count >= shortest,
            let (low, high) = range(of: base, numbers.count)
        else { return false }
        let bits = numbers.count < longList ? smallDigit : largeDigit
        let scale = Double(1 << (2 * bits) - 1) / (high - low)
        // Numbers that are equal, infinitely far apart, or nearer than can be told.
        guard scale.isFinite, scale > 0 else { return false }
        let digits = Digits(low: low, scale: scale, bits: bits, count: numbers.count)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: numbers.count) { other in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 << bits) { counts in
                guard let other = other.baseAddress, let counts = counts.baseAddress else { return }
                digits.countStarts(of: base, into: counts)
                digits.distribute(base, by: 0, from: counts, into: other)
                digits.distribute(other, by: bits, from: counts + (1 << bits), into: base)
            }
        }
        return finish(base, numbers.count)
    }

    /// The lowest and the highest of some numbers; nil if one is none.
    private static func range(
        of numbers: UnsafeMutablePointer<Double>, _ count: Int
    ) -> (low: Double, high: Double)? {
        var low = SIMD8(repeating: numbers[0])
        var high = low
        var isNumber = low .== low
        let raw = UnsafeRawPointer(numbers)
        var index = 0
        while index < count {
            // The last eight may have been looked at before.
            let next = raw.loadUnaligned(fromByteOffset: 8 * min(index, count - 8), as: SIMD8<Double>.self)
            low.replace(with: next, where: next .< low)
            high.replace(with: next, where: next .> high)
            isNumber = isNumber .& (next .== next)
            index += 8
        }
        return all(isNumber) ? (low.min(), high.max()) : nil
    }

    /// Sorts a list that is nearly sorted by inserting; false if that takes too many moves.
    private static func finish(_ numbers: UnsafeMutablePointer<Double>, _ count: Int) -> Bool {
        var movesLeft = mostMoves * count
        for index in 1..<count where numbers[index] < numbers[index - 1] {
            let number = numbers[index]
            var place = index
            while place > 0, numbers[place - 1] > number {
                numbers[place] = numbers[place - 1]
                place -= 1
            }
            numbers[place] = number
            movesLeft -= index - place
            if movesLeft < 0 { return false }
        }
        return true
    }
}

/// The two digits of each number's place.
private struct Digits {
    let low: Double
    let scale: Double
    let bits: Int
    let count: Int

    @inline(__always)
    private func place(of number: Double) -> Int {
        // Beside 2⁵² the last bits of a double are a whole number.
        Int(truncatingIfNeeded: ((number - low) * scale + 0x1p52).bitPattern & 0xFFFF_FFFF)
    }

    /// Where the numbers of each last digit begin in a list that is sorted by it, then those of each first digit.
    func countStarts(of numbers: UnsafeMutablePointer<Double>, into starts: UnsafeMutablePointer<Int32>) {
        let size = 1 << bits
        starts.initialize(repeating: 0, count: 2 * size)
        for index in 0..<count {
            let place = place(of: numbers[index])
            starts[place & (size - 1)] &+= 1
            starts[size &+ (place >> bits)] &+= 1
        }
        for digit in 0..<2 {
            var sum: Int32 = 0
            for index in digit * size..<(digit + 1) * size {
                let found = starts[index]
                starts[index] = sum
                sum &+= found
            }
        }
    }

    func distribute(
        _ numbers: UnsafeMutablePointer<Double>, by shift: Int, from starts: UnsafeMutablePointer<Int32>,
        into target: UnsafeMutablePointer<Double>
    ) {
        let mask = 1 << bits - 1
        for index in 0..<count {
            let number = numbers[index]
            let digit = (place(of: number) >> shift) & mask
            target[Int(starts[digit])] = number
            starts[digit] &+= 1
        }
    }
}
