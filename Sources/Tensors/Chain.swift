import CKernels

/// Where a step reads or writes: memory laid out before, or a block of scratch.
package enum ChainSlot<Scalar: TensorScalar> {
    case scratch
    case view(View<Scalar>)

    /// nil for scratch.
    package var address: UnsafeMutablePointer<Scalar>? {
        if case .view(let view) = self { view.base } else { nil }
    }

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
    package let out: View<Scalar>

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
/// step makes is still in the first cache when the next reads it. A ``Stage`` runs it.
///
/// Knows its memory by address alone; the owner keeps it.
package final class Chain<Scalar: TensorScalar> {
    package let slots: [ChainSlot<Scalar>]
    package let steps: [ChainStep]
    package let reductions: [ChainReduction<Scalar>]
    let raw: UnsafeMutablePointer<KernelChain>
    private let rawSlots: UnsafeMutableBufferPointer<KernelSlot>
    private let rawSteps: UnsafeMutableBufferPointer<KernelStep>
    private let rawReductions: UnsafeMutableBufferPointer<KernelReduction>

    package init(
        _ shape: Shape, slots: [ChainSlot<Scalar>], steps: [ChainStep],
        reductions: [ChainReduction<Scalar>] = []
    ) {
        self.slots = slots
        self.steps = steps
        self.reductions = reductions
        rawSlots = Self.allocated(slots.map(\.raw))
        rawSteps = Self.allocated(steps.map(\.raw))
        rawReductions = Self.allocated(reductions.map(\.raw))
        let endsMatter =
            rawSlots.contains { $0.kind == .row || $0.kind == .column }
            || rawReductions.contains { $0.kind != .all }
        raw = .allocate(capacity: 1)
        raw.initialize(
            to: KernelChain(
                rows: shape.rows, columns: shape.columns, ends_matter: endsMatter ? 1 : 0,
                slots: rawSlots.baseAddress, slot_count: slots.count,
                steps: rawSteps.baseAddress, step_count: steps.count,
                reductions: rawReductions.baseAddress, reduction_count: reductions.count))
    }

    deinit {
        raw.deallocate()
        rawSlots.deallocate()
        rawSteps.deallocate()
        rawReductions.deallocate()
    }

    /// Whether it does nothing at all.
    var isEmpty: Bool { steps.isEmpty && reductions.isEmpty }

    /// Of the matrices that it works on.
    package var shape: Shape { Shape(raw.pointee.rows, raw.pointee.columns) }

    private static func allocated<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return memory
    }

    /// What it reads and writes: this decides what may run at the same time.
    package var accesses: [MemoryAccess] {
        let read = Set(steps.flatMap(\.inputs) + reductions.map(\.slot))
        let written = Set(steps.map(\.out))
        var accesses: [MemoryAccess] = []
        for (index, slot) in rawSlots.enumerated() {
            guard let data = slot.data else { continue }
            let reach: MemoryAccess.Reach =
                switch slot.kind {
                case .matrix: .ownRow(numbers: shape.columns)
                case .column: .ownRow(numbers: 1)
                case .row, .number, .scratch: .all
                }
            if read.contains(index) { accesses.append(.init(data, reach, isWrite: false)) }
            if written.contains(index) { accesses.append(.init(data, reach, isWrite: true)) }
        }
        return accesses
            + rawReductions.map {
                .init($0.out, $0.kind == .overColumns ? .ownRow(numbers: 1) : .all, isWrite: true)
            }
    }

    package func run() { Stage([.chain(self)]).run() }
}
