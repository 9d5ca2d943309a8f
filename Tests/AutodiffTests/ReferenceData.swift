import Foundation

/// The reference numbers of `data/reference`.
enum ReferenceData {
    static func read<Content: Decodable>(_ name: String) throws -> Content {
        let package = URL(filePath: #filePath).appending(path: "../../..").standardized
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let data = try Data(contentsOf: package.appending(path: "data/reference/\(name).json"))
        return try decoder.decode(Content.self, from: data)
    }
}

/// `activations.json`.
struct ActivationTable: Decodable {
    struct Function: Decodable {
        let value, first, second, third: [Double]
    }

    let x: [Double]
    let functions: [String: Function]
}
