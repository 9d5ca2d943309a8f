import Machines
import Settings
import Tensors

/// What the process knows of itself.
public struct ProcessFacts: Sendable {
    /// From the entry of the program to the end of its first training step; nil if there was no step.
    public var secondsToFirstStep: Double?
    /// The largest resident memory so far, in units of 10⁶ bytes.
    public var peakMemoryMB: Double
    /// That a run used, or several runs together.
    public var threads: Int
    /// The core whose kernels OpenBLAS uses.
    public var blasCore: String
    public var provenance: Provenance

    package init(secondsToFirstStep: Double?, threads: Int, _ session: Session = Session()) {
        self.secondsToFirstStep = secondsToFirstStep
        self.threads = threads
        peakMemoryMB = session.peakMemoryMB
        blasCore = OpenBLAS.core
        provenance = session.provenance(threads: threads)
    }

    package var json: [(String, JSONValue)] {
        [
            ("secondsToFirstStep", secondsToFirstStep.map { .number(rounded($0)) } ?? .null),
            ("peakMemoryMB", .number(peakMemoryMB)), ("threads", .number(Double(threads))),
            ("blasCore", .string(blasCore)),
        ]
    }
}

extension Provenance {
    package var json: JSONValue {
        let members: [(String, JSONValue)] = [
            ("version", .string(version)), ("commit", .string(commit)),
            ("clean", isClean.map { .boolean($0) } ?? .null),
            ("command", .array(command.map { .string($0) })), ("date", .string(date)),
            ("processor", .string(processor)), ("openBLAS", .string(openBLAS)),
            ("kernels", .string(kernels)), ("kernelsBecause", kernelsBecause.map { .string($0) } ?? .null),
            ("compiler", .string(compiler)), ("threads", .number(Double(threads))),
        ]
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }
}

/// To a thousandth: more digits of a time say nothing.
package func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
