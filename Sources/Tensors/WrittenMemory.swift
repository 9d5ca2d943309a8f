/// Buffers by number instead of by address, for programs that are written down.
package final class WrittenMemory<Scalar: TensorScalar> {
    /// In the order of their numbers.
    package private(set) var buffers: [Buffer<Scalar>] = []
    private var numbers: [UnsafeRawPointer: Int] = [:]

    package init() {}

    /// The number of a buffer, which it is given when it is first asked for.
    @discardableResult
    package func number(of buffer: Buffer<Scalar>) -> Int {
        let address = UnsafeRawPointer(buffer.view.base)
        if let known = numbers[address] { return known }
        numbers[address] = buffers.count
        buffers.append(buffer)
        return buffers.count - 1
    }

    /// The number of the buffer that begins at an address; nil if it has none.
    func number(at address: UnsafeRawPointer) -> Int? { numbers[address] }
}

/// A program as whole numbers: a C program reads them and runs the same loops on other memory.
/// Sources/Laboratory/WebAssembly/laboratory.c has the order.
package struct WrittenProgram<Scalar: TensorScalar> {
    package private(set) var words: [Int] = []
    private let memory: WrittenMemory<Scalar>
    /// Numbers with fractions, which words point to.
    package private(set) var fractions: [Double]

    /// - Parameter fractions: those of programs written before, to be shared.
    package init(on memory: WrittenMemory<Scalar>, sharing fractions: [Double]) {
        self.memory = memory
        self.fractions = fractions
    }

    package mutating func append(_ word: some BinaryInteger) { words.append(Int(word)) }

    /// - Throws: ``UnknownMemory`` if the memory has no number.
    mutating func append(_ address: UnsafeRawPointer?) throws(UnknownMemory) {
        guard let address else { return words.append(-1) }
        guard let number = memory.number(at: address) else { throw UnknownMemory() }
        words.append(number)
    }

    mutating func append(fraction: Double) {
        guard fraction != 0 else { return words.append(-1) }
        if let known = fractions.firstIndex(of: fraction) { return words.append(known) }
        fractions.append(fraction)
        words.append(fractions.count - 1)
    }

    func register(_ buffer: Buffer<Scalar>) -> Int { memory.number(of: buffer) }
}

/// A defect of whoever wrote a program down: an instruction reads or writes memory that has no number.
package struct UnknownMemory: Error, CustomStringConvertible {
    package init() {}

    package var description: String { "a defect: a written program uses memory that has no number" }
}
