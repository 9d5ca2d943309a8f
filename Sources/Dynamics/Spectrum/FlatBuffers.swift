import Tensors

/// The buffers of all parameters of both players seen as one vector.
struct FlatBuffers {
    let buffers: [Buffer<Double>]
    let count: Int
    private let starts: [Int]

    init(_ buffers: [Buffer<Double>]) {
        self.buffers = buffers
        var starts: [Int] = []
        var count = 0
        for buffer in buffers {
            starts.append(count)
            count += buffer.shape.count
        }
        self.starts = starts
        self.count = count
    }

    /// Overwrites all numbers.
    func load(_ vector: [Double]) {
        for (buffer, start) in zip(buffers, starts) {
            buffer.unsafeElements { target in
                for index in target.indices { target[index] = vector[start + index] }
            }
        }
    }

    /// 1 at `place`, 0 elsewhere.
    func setUnit(_ place: Int) {
        for (buffer, start) in zip(buffers, starts) {
            buffer.unsafeElements { target in
                for index in target.indices { target[index] = start + index == place ? 1 : 0 }
            }
        }
    }

    /// All numbers, one after another.
    var numbers: [Double] { buffers.flatMap(\.matrix.elements) }

    /// Adds all numbers to `sum`, from `offset` on.
    func add(to sum: inout [Double], at offset: Int) {
        for (buffer, start) in zip(buffers, starts) {
            buffer.unsafeElements { source in
                for index in source.indices { sum[offset + start + index] += source[index] }
            }
        }
    }
}
