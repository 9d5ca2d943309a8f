/// Messages of the Open Neural Network Exchange format, with the numbers that onnx/onnx.proto gives their fields. Version 8
/// of the format and operators of set 17 are read by every onnxruntime since 1.12.
struct ONNXModel {
    static let formatVersion = 8
    static let operatorSet = 17

    var name: String
    var input: ONNXValue
    var output: ONNXValue
    var tensors: [ONNXTensor]
    var nodes: [ONNXNode]
    /// What the model is, for people.
    var description: String
    /// Facts by name.
    var facts: [(name: String, value: String)]
    var producerVersion: String

    var encoded: [UInt8] {
        var graph = ProtocolBuffer()
        for node in nodes { graph.add(1, node.message) }
        graph.add(2, name)
        for tensor in tensors { graph.add(5, tensor.message) }
        graph.add(10, description)
        graph.add(11, input.message)
        graph.add(12, output.message)
        var operators = ProtocolBuffer()
        operators.add(2, Self.operatorSet)
        var model = ProtocolBuffer()
        model.add(1, Self.formatVersion)
        model.add(2, Self.producer)
        model.add(3, producerVersion)
        model.add(7, graph)
        model.add(8, operators)
        for fact in facts {
            var entry = ProtocolBuffer()
            entry.add(1, fact.name)
            entry.add(2, fact.value)
            model.add(14, entry)
        }
        return model.bytes
    }

    static let producer = "gantrain"
}

/// Kinds of numbers, by the numbers that TensorProto gives them.
enum ONNXType: Int {
    case float = 1
    case int64 = 7
    case double = 11
}

/// What goes in or comes out: rows of `width` numbers, as many as one likes.
struct ONNXValue {
    var name: String
    var type: ONNXType
    var width: Int

    var message: ProtocolBuffer {
        var (rows, columns) = (ProtocolBuffer(), ProtocolBuffer())
        rows.add(2, "batch")
        columns.add(1, width)
        var shape = ProtocolBuffer()
        shape.add(1, rows)
        shape.add(1, columns)
        var tensor = ProtocolBuffer()
        tensor.add(1, type.rawValue)
        tensor.add(2, shape)
        var kind = ProtocolBuffer()
        kind.add(1, tensor)
        var value = ProtocolBuffer()
        value.add(1, name)
        value.add(2, kind)
        return value
    }
}

/// Numbers that are part of the model.
struct ONNXTensor {
    var name: String
    var type: ONNXType
    var dimensions: [Int]
    /// Little-endian.
    var bytes: [UInt8]

    var message: ProtocolBuffer {
        var tensor = ProtocolBuffer()
        for dimension in dimensions { tensor.add(1, dimension) }
        tensor.add(2, type.rawValue)
        tensor.add(8, name)
        tensor.add(9, bytes)
        return tensor
    }
}

/// An operator and what it reads and makes.
struct ONNXNode: Equatable {
    enum Attribute: Equatable {
        case float(Double)
        case integer(Int)
        case integers([Int])
    }

    var kind: String
    var inputs: [String]
    var output: String
    var attributes: [(name: String, value: Attribute)] = []

    static func == (left: ONNXNode, right: ONNXNode) -> Bool {
        left.kind == right.kind && left.inputs == right.inputs && left.output == right.output
            && left.attributes.elementsEqual(right.attributes, by: ==)
    }

    var message: ProtocolBuffer {
        var node = ProtocolBuffer()
        for input in inputs { node.add(1, input) }
        node.add(2, output)
        node.add(3, output)
        node.add(4, kind)
        for attribute in attributes { node.add(5, Self.message(attribute.name, attribute.value)) }
        return node
    }

    /// The last field says of which kind the value is.
    private static func message(_ name: String, _ value: Attribute) -> ProtocolBuffer {
        var attribute = ProtocolBuffer()
        attribute.add(1, name)
        switch value {
        case .float(let number):
            attribute.add(2, Float(number))
            attribute.add(20, 1)
        case .integer(let number):
            attribute.add(3, number)
            attribute.add(20, 2)
        case .integers(let numbers):
            for number in numbers { attribute.add(8, number) }
            attribute.add(20, 7)
        }
        return attribute
    }
}
