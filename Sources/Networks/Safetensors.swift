import Foundation
import Storage
import SystemPackage
import Tensors

/// Named arrays and text in the safetensors format: eight bytes with the length of a JSON header,
/// little-endian, the header, then the numbers (huggingface/safetensors, format description in its README).
public struct Safetensors: Equatable, Sendable {
    public struct Entry: Equatable, Sendable {
        public let name: String
        /// One or two lengths; a vector of n is read and written as a 1×n matrix.
        public let dimensions: [Int]
        public let values: Values
    }

    public enum Values: Equatable, Sendable {
        case float32([Float])
        case float64([Double])

        var count: Int {
            switch self {
            case .float32(let numbers): numbers.count
            case .float64(let numbers): numbers.count
            }
        }
    }

    public private(set) var entries: [Entry] = []
    public var metadata: [String: String] = [:]

    public init() {}

    /// Adds an array. Names are expected to differ; of two equal ones a reader finds the first.
    public mutating func append<Scalar: TensorScalar>(
        _ name: String, _ matrix: Matrix<Scalar>, isVector: Bool = false
    ) {
        let dimensions = isVector ? [matrix.shape.count] : [matrix.shape.rows, matrix.shape.columns]
        let values: Values =
            Scalar.self == Float.self
            ? .float32(matrix.elements.map { Float($0) }) : .float64(matrix.elements.map { Double($0) })
        entries.append(Entry(name: name, dimensions: dimensions, values: values))
    }

    /// The arrays of some names, without the text.
    package func filtered(_ isIncluded: (String) -> Bool) -> Safetensors {
        var some = Safetensors()
        some.entries = entries.filter { isIncluded($0.name) }
        return some
    }

    /// The array of that name in any precision; nil if there is none of the shape.
    package func converted<Scalar: TensorScalar>(
        _ name: String, _ shape: Shape
    ) throws(ShapeError) -> Matrix<Scalar>? {
        guard let entry = entries.first(where: { $0.name == name }), entry.hasShape(shape) else { return nil }
        let elements =
            switch entry.values {
            case .float32(let numbers): numbers.map { Scalar($0) }
            case .float64(let numbers): numbers.map { Scalar($0) }
            }
        return try Matrix(shape, elements: elements)
    }

    /// The array of that name in the wanted precision.
    ///
    /// - Throws: ``SafetensorsError`` if there is none, or its shape or precision is another.
    public func matrix<Scalar: TensorScalar>(_ name: String, _ shape: Shape) throws -> Matrix<Scalar> {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw SafetensorsError("it has no array \"\(name)\"")
        }
        guard entry.hasShape(shape) else {
            throw SafetensorsError("\"\(name)\" has dimensions \(entry.dimensions), \(shape) is expected")
        }
        switch entry.values {
        case .float32(let numbers) where Scalar.self == Float.self:
            return try Matrix(shape, elements: numbers.map { Scalar($0) })
        case .float64(let numbers) where Scalar.self == Double.self:
            return try Matrix(shape, elements: numbers.map { Scalar($0) })
        default:
            throw SafetensorsError("\"\(name)\" is not in \(Scalar.self) precision")
        }
    }
}

extension Safetensors.Entry {
    fileprivate func hasShape(_ shape: Shape) -> Bool {
        dimensions.reduce(1, *) == shape.count
            && (dimensions == [shape.count] || dimensions == [shape.rows, shape.columns])
    }
}

extension Safetensors {
    /// 64 bits that tell whether names, dimensions and numbers are those that were written: FNV-1a (Fowler,
    /// Noll, Vo), over the arrays in the order of their names.
    public var checksum: UInt64 {
        entries.sorted { $0.name < $1.name }.reduce(FNV1a()) { hash, entry in
            var hash = hash
            hash.add("\(entry.name)\(entry.dimensions)".utf8)
            hash.add(entry.values.bytes)
            return hash
        }.value
    }
}

/// A file that is not what its name says. The text completes the sentence "cannot read FILE: …".
public struct SafetensorsError: Error, Equatable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

// MARK: Writing

extension Safetensors {
    private struct Header: Codable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    /// Where the numbers of an array are in a file, counted from the end of the header.
    package struct Place: Sendable {
        let name: String
        let type: String
        let dimensions: [Int]
        let range: Range<Int>
    }

    /// The arrays in the order of their names, each with its place and its numbers as bytes.
    ///
    /// - Parameter start: where the first begins.
    package func pieces(from start: Int = 0) -> [(place: Place, bytes: [UInt8])] {
        var start = start
        return entries.sorted { $0.name < $1.name }.map { entry in
            let bytes = entry.values.bytes
            defer { start += bytes.count }
            return (
                Place(
                    name: entry.name, type: entry.values.type, dimensions: entry.dimensions,
                    range: start..<start + bytes.count), bytes
            )
        }
    }

    /// How a file begins whose arrays have these places.
    package static func header(of places: [Place], metadata: [String: String]) throws -> Data {
        var header: [String: Header] = [:]
        for place in places {
            header[place.name] = Header(
                dtype: place.type, shape: place.dimensions,
                data_offsets: [place.range.lowerBound, place.range.upperBound])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Two encodings joined, because the format mixes two kinds of value in one object.
        let arrays = String(decoding: try encoder.encode(header), as: UTF8.self)
        let text = String(decoding: try encoder.encode(["__metadata__": metadata]), as: UTF8.self)
        var joined = Data((places.isEmpty ? text : "\(text.dropLast()),\(arrays.dropFirst())").utf8)
        // The format asks for numbers at multiples of eight bytes.
        joined.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - joined.count % 8) % 8))
        return Data(littleEndianBytes(of: [UInt64(joined.count)])) + joined
    }

    /// The file's bytes: the same for the same contents, the arrays in the order of their names.
    public func encoded() throws -> Data {
        let pieces = pieces()
        var file = try Self.header(of: pieces.map(\.place), metadata: metadata)
        for piece in pieces { file.append(contentsOf: piece.bytes) }
        return file
    }
}

extension Safetensors.Values {
    fileprivate var type: String {
        switch self {
        case .float32: "F32"
        case .float64: "F64"
        }
    }

    fileprivate var bytes: [UInt8] {
        switch self {
        case .float32(let numbers): littleEndianBytes(of: numbers.map(\.bitPattern))
        case .float64(let numbers): littleEndianBytes(of: numbers.map(\.bitPattern))
        }
    }

    fileprivate init?(type: String, _ bytes: Data) {
        switch type {
        case "F32":
            guard let words: [UInt32] = integers(fromLittleEndian: bytes) else { return nil }
            self = .float32(words.map(Float.init(bitPattern:)))
        case "F64":
            guard let words: [UInt64] = integers(fromLittleEndian: bytes) else { return nil }
            self = .float64(words.map(Double.init(bitPattern:)))
        default: return nil
        }
    }
}

private func littleEndianBytes(of words: [some FixedWidthInteger]) -> [UInt8] {
    words.map(\.littleEndian).withUnsafeBytes { Array($0) }
}

private func integers<Integer: FixedWidthInteger>(fromLittleEndian bytes: Data) -> [Integer]? {
    let size = Integer.bitWidth / 8
    guard bytes.count % size == 0 else { return nil }
    let bytes = Array(bytes)
    return stride(from: 0, to: bytes.count, by: size).map { start in
        (0..<size).reduce(0) { $0 | Integer(truncatingIfNeeded: bytes[start + $1]) << Integer($1 * 8) }
    }
}

// MARK: Reading

extension Safetensors {
    /// The text of a file whose arrays are left unread; nil if there is no such file.
    package static func metadata(of path: FilePath) throws(FileError) -> [String: String]? {
        guard let start = try Files.beginning(of: path, limit: 8), start.count == 8,
            let length: [UInt64] = integers(fromLittleEndian: start), length[0] <= 1 << 24,
            let header = try Files.beginning(of: path, limit: 8 + Int(length[0]))?.dropFirst(8),
            let object = (try? JSONSerialization.jsonObject(with: header)) as? [String: Any]
        else { return nil }
        return object["__metadata__"] as? [String: String]
    }

    /// - Throws: ``SafetensorsError`` for anything that is not a whole, consistent file.
    public init(decoding data: Data) throws {
        let data = Data(data)  // indices from 0
        guard data.count >= 8, let length: [UInt64] = integers(fromLittleEndian: data.prefix(8)) else {
            throw SafetensorsError("it has \(data.count) bytes, too few for a header; it may be cut short")
        }
        guard length[0] <= UInt64(data.count - 8) else {
            throw SafetensorsError(
                "its header is longer than the file; it is cut short or no safetensors file")
        }
        let header = data[8..<8 + Int(length[0])]
        let body = data.dropFirst(8 + Int(length[0]))
        guard let object = (try? JSONSerialization.jsonObject(with: header)) as? [String: Any] else {
            throw SafetensorsError("its header is not a JSON object")
        }
        var ranges: [(name: String, range: Range<Int>)] = []
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            if name == "__metadata__" {
                guard let text = value as? [String: String] else {
                    throw SafetensorsError("its metadata is not text")
                }
                metadata = text
            } else {
                let (entry, range) = try Self.entry(name, value, body)
                entries.append(entry)
                ranges.append((name, range))
            }
        }
        // The arrays lie one after another: nothing is read twice, nothing left unread.
        var end = 0
        for (name, range) in ranges.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }) {
            guard range.lowerBound == end else {
                throw SafetensorsError("the numbers of \"\(name)\" do not begin where others end")
            }
            end = range.upperBound
        }
        guard end == body.count else {
            throw SafetensorsError("it has \(body.count) bytes of numbers where its header tells of \(end)")
        }
    }

    private static func entry(_ name: String, _ value: Any, _ body: Data) throws -> (Entry, Range<Int>) {
        guard let fields = value as? [String: Any], let type = fields["dtype"] as? String,
            let dimensions = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int],
            offsets.count == 2, dimensions.allSatisfy({ (0...Int(Int32.max)).contains($0) })
        else {
            throw SafetensorsError("its header does not describe the array \"\(name)\"")
        }
        guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= body.count else {
            throw SafetensorsError("the numbers of \"\(name)\" lie outside the file; it is cut short")
        }
        let bytes = body.dropFirst(offsets[0]).prefix(offsets[1] - offsets[0])
        guard let values = Values(type: type, bytes) else {
            throw SafetensorsError("\"\(name)\" has type \(type); F32 and F64 can be read")
        }
        guard dimensions.count <= 2, values.count == dimensions.reduce(1, *) else {
            throw SafetensorsError("the size of \"\(name)\" is not that of its dimensions \(dimensions)")
        }
        return (Entry(name: name, dimensions: dimensions, values: values), offsets[0]..<offsets[1])
    }
}
