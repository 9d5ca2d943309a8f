import Tensors

extension Program {
    /// Writes what runs: the number of stages of the evaluation and of the update, then the stages.
    ///
    /// Of a program that prepares nothing beforehand, for one thread.
    ///
    /// - Throws: `UnknownMemory` for another program.
    package func write(to text: inout WrittenProgram<Scalar>, on memory: WrittenMemory<Scalar>)
        throws(UnknownMemory)
    {
        let buffers =
            self.memory.buffers.compactMap(\.self) + named.sorted { $0.key < $1.key }.map(\.value)
            + stores.map(\.buffer) + saved.flatMap { [$0.from, $0.to] }
        for buffer in buffers { memory.number(of: buffer) }
        guard preparation.isEmpty else { throw UnknownMemory() }
        text.append(evaluation.count)
        text.append(updates.count)
        for stage in evaluation + updates { try stage.write(to: &text) }
    }
}
