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
    let raw: UnsafeMutablePointer<KernelChain>
    private let slots: UnsafeMutableBufferPointer<KernelSlot>
    private let steps: UnsafeMutableBufferPointer<KernelStep>
    private let reductions: UnsafeMutableBufferPointer<KernelReduction>

    package init(
        _ shape: Shape, slots: [ChainSlot<Scalar>], steps: [ChainStep],
        reductions: [ChainReduction<Scalar>] = []
    ) {
        self.slots = Self.allocated(slots.map(\.raw))
        self.steps = Self.allocated(steps.map(\.raw))
        self.reductions = Self.allocated(reductions.map(\.raw))
        let endsMatter =
            self.slots.contains { $0.kind == .row || $0.kind == .column }
            || self.reductions.contains { $0.kind != .all }
        raw = .allocate(capacity: 1)
        raw.initialize(
            to: KernelChain(
                rows: shape.rows, columns: shape.columns, ends_matter: endsMatter ? 1 : 0,
                slots: self.slots.baseAddress, slot_count: slots.count,
                steps: self.steps.baseAddress, step_count: steps.count,
                reductions: self.reductions.baseAddress, reduction_count: reductions.count))
    }

    deinit {
        raw.deallocate()
        slots.deallocate()
        steps.deallocate()
        reductions.deallocate()
    }

    /// Of the matrices that it works on.
    var shape: Shape { Shape(raw.pointee.rows, raw.pointee.columns) }

    private static func allocated<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        return memory
    }

    /// What it reads and writes: this decides what may run at the same time.
    package var accesses: [MemoryAccess] {
        let read = Set(steps.flatMap { [$0.a, $0.b] } + reductions.map(\.slot))
        let written = Set(steps.map(\.out))
        var accesses: [MemoryAccess] = []
        for (index, slot) in slots.enumerated() {
            guard let data = slot.data else { continue }
            let reach: MemoryAccess.Reach =
                switch slot.kind {
                case .matrix: .ownRow(numbers: shape.columns)
                case .column: .ownRow(numbers: 1)
                case .row, .number, .scratch: .all
                }
            if read.contains(Int32(index)) { accesses.append(.init(data, reach, isWrite: false)) }
            if written.contains(Int32(index)) { accesses.append(.init(data, reach, isWrite: true)) }
        }
        return accesses
            + reductions.map {
                .init($0.out, $0.kind == .overColumns ? .ownRow(numbers: 1) : .all, isWrite: true)
            }
    }

    package func run() { Stage([.chain(self)]).run() }
}
