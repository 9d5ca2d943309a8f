import Autodiff
import Tensors

/// A graph in operators of ONNX, node by node: whatever a network is made of, it needs nothing but the primitive
/// operations.
///
/// A graph knows its number of rows, a model takes any. So the formula is written twice, for two numbers of rows: what
/// differs between the two is what depends on it.
struct ONNXTranslation {
    private let nodes: [Node]
    private let twins: [Node]
    private let inputName: (Int) -> String?
    private let type: ONNXType
    /// The number of rows of each.
    private let rows: (Int, Int)
    private(set) var made: [ONNXNode] = []
    private(set) var tensors: [ONNXTensor] = []
    private var values: [Int: Value] = [:]
    private var known: Set<String> = []

    /// A result, and the shape that it has. Where it is smaller than the node's it stands for its repetition: element-wise
    /// operators repeat by themselves.
    private struct Value {
        var name: String
        var shape: Shape
    }

    /// - Parameters:
    ///   - inputName: of an input by its identity; nil if the graph has an input that is none of the model.
    ///   - rows: of the first graph and of its twin.
    /// - Throws: ``ExportError`` if the two are not the same formula.
    init(
        _ nodes: [Node], _ twins: [Node], rows: (Int, Int), type: ONNXType,
        inputName: @escaping (Int) -> String?
    ) throws(ExportError) {
        guard nodes.count == twins.count, zip(nodes, twins).allSatisfy({ $0.inputs == $1.inputs }) else {
            throw ExportError("its formula depends on the number of points given at once")
        }
        (self.nodes, self.twins, self.rows) = (nodes, twins, rows)
        (self.type, self.inputName) = (type, inputName)
    }

    /// Writes down a node and all that it needs.
    ///
    /// - Parameter name: of the result.
    mutating func write(_ output: Int, as name: String) throws(ExportError) {
        var wanted = Set([output])
        for id in (0...output).reversed() where wanted.contains(id) { wanted.formUnion(nodes[id].inputs) }
        for id in wanted.sorted() { values[id] = try value(of: id) }
        add("Identity", [try whole(output)], as: name)
    }

    private mutating func value(of id: Int) throws(ExportError) -> Value {
        let node = nodes[id]
        switch node.operation {
        case .input(let identity):
            guard let name = inputName(identity) else {
                throw ExportError("its formula reads numbers that are not part of it")
            }
            return Value(name: name, shape: node.shape)
        case .constant(let value):
            return Value(name: try number(value, of: id), shape: .scalar)
        case .unary(let function, let slope):
            let x = try result(node.inputs[0])
            return Value(name: unary(function, slope, x.name, id), shape: x.shape)
        case .binary(let function):
            let (a, b) = (try result(node.inputs[0]), try result(node.inputs[1]))
            if function == .add, isZero(node.inputs[1]) { return a }
            let shape = Shape(max(a.shape.rows, b.shape.rows), max(a.shape.columns, b.shape.columns))
            return Value(name: add(Self.name(of: function), [a.name, b.name], as: "n\(id)"), shape: shape)
        case .product(let left, let right):
            let factors = [try whole(node.inputs[0]), try whole(node.inputs[1])]
            let transposed = [("transA", left), ("transB", right)].filter(\.1).map {
                (name: $0.0, value: ONNXNode.Attribute.integer(1))
            }
            return Value(name: add("Gemm", factors, transposed, as: "n\(id)"), shape: node.shape)
        case .transpose:
            let permutation = [(name: "perm", value: ONNXNode.Attribute.integers([1, 0]))]
            let name = add("Transpose", [try whole(node.inputs[0])], permutation, as: "n\(id)")
            return Value(name: name, shape: node.shape)
        case .reshape:
            return Value(name: try reshape(id), shape: node.shape)
        case .broadcast:
            return try result(node.inputs[0])
        case .sum:
            return Value(name: try sum(id), shape: node.shape)
        }
    }

    private func result(_ id: Int) throws(ExportError) -> Value {
        guard let value = values[id] else { throw ExportError("its formula has no order") }
        return value
    }

    @discardableResult private mutating func add(
        _ kind: String, _ inputs: [String], _ attributes: [(name: String, value: ONNXNode.Attribute)] = [],
        as output: String
    ) -> String {
        made.append(ONNXNode(kind: kind, inputs: inputs, output: output, attributes: attributes))
        return output
    }
}

// MARK: Numbers

extension ONNXTranslation {
    /// A number that stands in the formula, as a 1×1 matrix. One that grows with the rows is computed of them.
    private mutating func number(_ value: Double, of id: Int) throws(ExportError) -> String {
        guard case .constant(let twin) = twins[id].operation, twin != value else { return constant(value) }
        let each = value / Double(rows.0)
        guard each == twin / Double(rows.1) else {
            throw ExportError("a number of its formula depends on the number of points given at once")
        }
        return each == 1
            ? rowCount() : add("Mul", [rowCount(), constant(each)], as: "n\(id)")
    }

    private mutating func constant(_ value: Double) -> String {
        let name = "number \(value)"
        if known.insert(name).inserted {
            let bytes =
                type == .float
                ? Float(value).bitPattern.littleEndianBytes : value.bitPattern.littleEndianBytes
            tensors.append(ONNXTensor(name: name, type: type, dimensions: [1, 1], bytes: bytes))
        }
        return name
    }

    private mutating func integers(_ values: [Int]) -> String {
        let name = "integers \(values)"
        if known.insert(name).inserted {
            tensors.append(
                ONNXTensor(
                    name: name, type: .int64, dimensions: [values.count],
                    bytes: values.flatMap(\.littleEndianBytes)))
        }
        return name
    }

    /// The rows of the input as a list of one whole number.
    private mutating func rowList() -> String {
        let name = "rows"
        if known.insert(name).inserted {
            add(
                "Shape", [ONNXTranslation.input], [("start", .integer(0)), ("end", .integer(1))], as: name)
        }
        return name
    }

    /// The rows of the input as a number.
    private mutating func rowCount() -> String {
        let name = "row count"
        let rows = rowList()
        if known.insert(name).inserted {
            add("Cast", [rows], [("to", .integer(type.rawValue))], as: name)
        }
        return name
    }

    /// The name of the model's input.
    static let input = "points"

    private func isZero(_ id: Int) -> Bool {
        switch nodes[id].operation {
        case .constant(0): true
        case .broadcast: isZero(nodes[id].inputs[0])
        default: false
        }
    }

    /// The result with all its repetitions, for operators that do not repeat by themselves.
    private mutating func whole(_ id: Int) throws(ExportError) -> String {
        let value = try result(id)
        let (shape, twin) = (nodes[id].shape, twins[id].shape)
        guard value.shape != shape else { return value.name }
        let name = "n\(id) whole"
        guard !known.contains(name) else { return name }
        known.insert(name)
        guard shape.columns == twin.columns, shape.rows == twin.rows || (shape.rows, twin.rows) == rows else {
            throw ExportError("a repetition in its formula depends on the number of points given at once")
        }
        let dimensions: String
        if shape.rows == twin.rows {
            dimensions = integers([shape.rows, shape.columns])
        } else {
            let parts = [rowList(), integers([shape.columns])]
            dimensions = add("Concat", parts, [("axis", .integer(0))], as: "n\(id) shape")
        }
        return add("Expand", [value.name, dimensions], as: name)
    }

    /// In rows of another length. −1 stands for as many rows as that makes.
    private mutating func reshape(_ id: Int) throws(ExportError) -> String {
        let (shape, twin) = (nodes[id].shape, twins[id].shape)
        guard shape.columns == twin.columns else {
            throw ExportError(
                "the length of a row in its formula depends on the number of points given at once")
        }
        let rows = shape.rows == twin.rows ? shape.rows : -1
        return add(
            "Reshape", [try whole(nodes[id].inputs[0]), integers([rows, shape.columns])], as: "n\(id)")
    }

    private mutating func sum(_ id: Int) throws(ExportError) -> String {
        let (from, to) = (nodes[nodes[id].inputs[0]].shape, nodes[id].shape)
        var axes: [Int] = []
        if to.rows != from.rows { axes.append(0) }
        if to.columns != from.columns { axes.append(1) }
        let summands = try whole(nodes[id].inputs[0])
        let keeping = [(name: "keepdims", value: ONNXNode.Attribute.integer(1))]
        return add("ReduceSum", [summands, integers(axes)], keeping, as: "n\(id)")
    }
}

// MARK: Element-wise functions

extension ONNXTranslation {
    private static func name(of function: BinaryFunction) -> String {
        switch function {
        case .add: "Add"
        case .subtract: "Sub"
        case .multiply: "Mul"
        case .divide: "Div"
        case .maximum: "Max"
        case .minimum: "Min"
        }
    }

    /// onnxruntime has Softplus and LeakyRelu in single precision alone, so in double precision they are written out.
    private mutating func unary(
        _ function: UnaryFunction, _ slope: Double, _ x: String, _ id: Int
    ) -> String {
        let name = "n\(id)"
        func part(_ word: String) -> String { "n\(id) \(word)" }
        switch function {
        case .negate: return add("Neg", [x], as: name)
        case .reciprocal: return add("Reciprocal", [x], as: name)
        case .reciprocalOrZero:
            let isZero = add("Equal", [x, constant(0)], as: part("is zero"))
            let reciprocal = add("Reciprocal", [x], as: part("reciprocal"))
            return add("Where", [isZero, constant(0), reciprocal], as: name)
        case .squareRoot: return add("Sqrt", [x], as: name)
        case .exponential: return add("Exp", [x], as: name)
        case .exponentialMinusOne:
            return add("Sub", [add("Exp", [x], as: part("exponential")), constant(1)], as: name)
        case .logarithm: return add("Log", [x], as: name)
        case .sine: return add("Sin", [x], as: name)
        case .cosine: return add("Cos", [x], as: name)
        case .tanh: return add("Tanh", [x], as: name)
        case .sigmoid: return add("Sigmoid", [x], as: name)
        case .softplus where type == .float: return add("Softplus", [x], as: name)
        case .softplus:
            // log(1 + exp x) = max(x, 0) + log(1 + exp(−|x|))
            let size = add("Neg", [add("Abs", [x], as: part("size"))], as: part("negative size"))
            let sum = add("Add", [add("Exp", [size], as: part("exponential")), constant(1)], as: part("sum"))
            let logarithm = add("Log", [sum], as: part("logarithm"))
            return add("Add", [add("Max", [x, constant(0)], as: part("positive")), logarithm], as: name)
        case .absolute: return add("Abs", [x], as: name)
        case .sign: return add("Sign", [x], as: name)
        case .leakyReLU where slope == 0: return add("Relu", [x], as: name)
        case .leakyReLU where type == .float:
            return add("LeakyRelu", [x], [("alpha", .float(slope))], as: name)
        case .leakyReLU:
            let scaled = add("Mul", [x, constant(slope)], as: part("scaled"))
            return add(
                "Where", [add("Greater", [x, constant(0)], as: part("is positive")), x, scaled], as: name)
        case .leakyReLUSlope:
            let isPositive = add("Greater", [x, constant(0)], as: part("is positive"))
            return add("Where", [isPositive, constant(1), constant(slope)], as: name)
        }
    }
}
