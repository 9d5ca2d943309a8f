import CKernels

/// A function of one or two slots of a chain, written to a third.
package struct ChainStep {
    package enum Function: Hashable, Sendable {
        case unary(UnaryKernel)
        case binary(BinaryKernel)
    }

    let raw: KernelStep

    /// - Parameter inputs: one slot or two, as the function takes.
    package init(_ function: Function, _ inputs: [Int], into out: Int) {
        let (code, parameter) =
            switch function {
            case .unary(let kernel): (Int32(kernel.code.rawValue), kernel.parameter)
            case .binary(let kernel): (Int32(kernel.code.rawValue), 0)
            }
        raw = KernelStep(
            operation: code, a: Int32(inputs[0]), b: inputs.count > 1 ? Int32(inputs[1]) : -1,
            out: Int32(out), parameter: parameter)
    }
}

/// Where a step reads or writes: memory laid out before, or a block of scratch.
package enum ChainSlot<Scalar: TensorScalar> {
    case scratch
    case view(View<Scalar>)

    fileprivate var raw: KernelSlot {
        guard case .view(let view) = self else { return KernelSlot(kind: .scratch, data: nil) }
        let kind: KernelSlotKind =
            if view.isContiguous { .matrix } else if view.isSingleNumber {
                .number
            } else if view
                .columnStride == 0
            { .column } else { .row }
        return KernelSlot(kind: kind, data: view.base)
    }
}

/// A sum of what a slot holds, over the dimensions in which `out` has size 1.
package struct ChainReduction<Scalar: TensorScalar> {
    package let slot: Int
    let out: View<Scalar>

    package init(of slot: Int, into out: View<Scalar>) {
        self.slot = slot
        self.out = out
    }

    fileprivate var raw: KernelReduction {
        let kind: KernelReductionKind =
            out.shape.isScalar ? .all : out.shape.rows == 1 ? .overRows : .overColumns
        return KernelReduction(kind: kind, slot: Int32(slot), out: out.base)
    }
}

/// Element-wise functions of matrices of one shape, and sums of their results, run block by block: what one
/// step makes is still in the first cache when the next reads it.
///
/// Knows its memory by address alone; the owner keeps it.
package final class Chain<Scalar: TensorScalar> {
    /// Slots, and sums, that one chain can have.
    package static var largestSlotCount: Int { Int(KernelChainSlots) }
    package static var largestReductionCount: Int { Int(KernelChainReductions) }

    private let raw: UnsafeMutablePointer<KernelChain>
    private let slots: UnsafeMutableBufferPointer<KernelSlot>
    private let steps: UnsafeMutableBufferPointer<KernelStep>
    private let reductions: UnsafeMutableBufferPointer<KernelReduction>
    /// Numbers of scratch memory that a run needs.
    package let scratchCount: Int

    package init(
        _ shape: Shape, slots: [ChainSlot<Scalar>], steps: [ChainStep],
        reductions: [ChainReduction<Scalar>] = []
    ) {
        self.slots = Self.allocated(slots.map(\.raw))
        self.steps = Self.allocated(steps.map(\.raw))
        self.reductions = Self.allocated(reductions.map(\.raw))
        // Where nothing depends on where a row ends, all is one column of numbers.
        let isFlat =
            self.slots.allSatisfy { $0.kind != .row && $0.kind != .column }
            && self.reductions.allSatisfy { $0.kind == .all }
        raw = .allocate(capacity: 1)
        raw.initialize(
            to: KernelChain(
                rows: isFlat ? shape.count : shape.rows, columns: isFlat ? 1 : shape.columns,
                slots: self.slots.baseAddress, slot_count: slots.count,
                steps: self.steps.baseAddress, step_count: steps.count,
                reductions: self.reductions.baseAddress, reduction_count: reductions.count))
        scratchCount = Scalar.kernels.chainScratch(raw)
    }

    deinit {
        raw.deallocate()
        slots.deallocate()
        steps.deallocate()
        reductions.deallocate()
    }

    private static func allocated<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return memory
    }

    /// - Parameter scratch: at least ``scratchCount`` numbers, not used by anything else meanwhile.
    package func run(in scratch: Buffer<Scalar>) {
        Scalar.kernels.runChain(raw, scratch.view.base)
    }

    package func run() { run(in: Buffer(Shape(1, scratchCount))) }
}
