import CKernels

extension Stage {
    /// Writes the instructions of a stage that one thread runs. Stages that a team shares cannot be written.
    package func write(to text: inout WrittenProgram<Scalar>) throws(UnknownMemory) {
        guard !isShared else { throw UnknownMemory() }
        text.append(text.register(memory))
        _ = text.register(packed)
        text.append(raw.pointee.member_numbers)
        text.append(list.count)
        for instruction in list { try instruction.write(to: &text, packed: packed.view.base) }
    }
}

extension KernelInstruction {
    fileprivate func write<Scalar>(
        to text: inout WrittenProgram<Scalar>, packed start: UnsafeMutablePointer<Scalar>
    ) throws(UnknownMemory) {
        text.append(kind.rawValue)
        switch kind {
        case .chain:
            text.append(own)
            if let chain { try chain.pointee.write(to: &text) }
        case .product:
            for word in [Int(transpose_a), Int(transpose_b), rows, inner, columns] { text.append(word) }
            for address in [a, b, UnsafeRawPointer(out)] { try text.append(address) }
            // All products of a stage in order are packed in one place.
            try text.append(packed == nil ? nil : UnsafeRawPointer(start))
            text.append(finish_count)
            for finish in UnsafeBufferPointer(start: finishes, count: finish_count) {
                text.append(finish.function)
                text.append(finish.is_column)
                try text.append(finish.operand)
                text.append(finish.row_stride)
                text.append(fraction: finish.slope)
            }
        case .transpose, .copy:
            text.append(rows)
            text.append(columns)
            try text.append(a)
            try text.append(UnsafeRawPointer(out))
            text.append(a_row_stride)
            text.append(a_column_stride)
        @unknown default: throw UnknownMemory()
        }
    }
}

extension KernelChain {
    fileprivate func write<Scalar>(to text: inout WrittenProgram<Scalar>) throws(UnknownMemory) {
        for word in [rows, columns, Int(ends_matter), slot_count] { text.append(word) }
        for slot in UnsafeBufferPointer(start: slots, count: slot_count) {
            text.append(slot.kind.rawValue)
            try text.append(UnsafeRawPointer(slot.data))
        }
        text.append(step_count)
        for step in UnsafeBufferPointer(start: steps, count: step_count) {
            for word in [step.function, step.a, step.b, step.out] { text.append(word) }
            text.append(fraction: step.slope)
        }
        text.append(reduction_count)
        for reduction in UnsafeBufferPointer(start: reductions, count: reduction_count) {
            text.append(reduction.kind.rawValue)
            text.append(reduction.slot)
            try text.append(UnsafeRawPointer(reduction.out))
        }
    }
}
