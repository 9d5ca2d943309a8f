import Experiments
import Foundation
import Networks
import Records
import Storage
import SystemPackage
import Tensors

/// The discriminator's scores on the way through training, as `surfaces.safetensors` in a run's folder holds them: an
/// array `step-N` for each moment, rows from the lower edge of the window up, and the window in the metadata. The file is
/// written whole each time, and equal surfaces have equal bytes.
package struct SurfaceTable: Equatable {
    static let format = "gantrain surfaces 1"
    /// Places along each side of the grid: as few as show a discriminator of the plane.
    static let count = 65
    /// Places of the one row for points on a line.
    static let countOnLine = 201

    /// In the order of the training, all over one window.
    package var records: [SurfaceRecord] = []

    func encoded() throws -> Data {
        var file = Safetensors()
        for record in records {
            let shape = Shape(record.surface.ys.count, record.surface.xs.count)
            file.append(
                Self.name(of: record.step),
                try Matrix(shape, elements: record.surface.scores.map { Float($0) }))
        }
        file.metadata["format"] = Self.format
        if let surface = records.first?.surface {
            file.metadata["meaning"] = surface.meaning.rawValue
            let ends = [surface.xs.first, surface.xs.last, surface.ys.first, surface.ys.last]
            for (edge, value) in zip(Self.edges, ends) { file.metadata[edge] = value.map { "\($0)" } }
        }
        file.metadata["checksum"] = Self.checksum(of: file)
        return try file.encoded()
    }

    private static let edges = ["left", "right", "bottom", "top"]

    private static func name(of step: Int) -> String { "step-\(step)" }

    /// Of the arrays and the window.
    private static func checksum(of file: Safetensors) -> String {
        var hash = FNV1a()
        for key in ["format", "meaning"] + edges { hash.add("\(key)=\(file.metadata[key] ?? "");".utf8) }
        return String(hash.value ^ file.checksum, radix: 16)
    }
}

extension SurfaceTable {
    /// - Throws: ``SafetensorsError`` for what is no such file, or a damaged one.
    init(decoding data: Data) throws {
        let file = try Safetensors(decoding: data)
        guard file.metadata["format"] == Self.format, file.metadata["checksum"] == Self.checksum(of: file)
        else { throw DamagedSurfaces() }
        let ends = Self.edges.compactMap { file.metadata[$0].flatMap(Double.init) }
        let meaning = file.metadata["meaning"].flatMap(Surface.Meaning.init)
        // A line has no height.
        let shape = ends.count == 4 && ends[2] == ends[3] ? [1, Self.countOnLine] : [Self.count, Self.count]
        records = try file.entries.map { entry in
            guard entry.name.hasPrefix("step-"), let step = Int(entry.name.dropFirst("step-".count)),
                case .float32(let scores) = entry.values, entry.dimensions == shape,
                ends.count == Self.edges.count, let meaning
            else { throw DamagedSurfaces() }
            return SurfaceRecord(
                step: step,
                surface: Surface(
                    xs: Self.places(ends[0], ends[1], shape[1]), ys: Self.places(ends[2], ends[3], shape[0]),
                    scores: scores.map { Double($0) }, gradients: [], meaning: meaning))
        }
        .sorted { $0.step < $1.step }
    }

    /// Evenly from one end to the other, both exactly.
    private static func places(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
        (0..<count).map { place in
            place == count - 1 ? high : low + (high - low) * Double(place) / Double(count - 1)
        }
    }
}

private struct DamagedSurfaces: Error, CustomStringConvertible {
    let description = "it holds no surfaces of gantrain, or is damaged"
}

extension RunDirectory {
    /// What there is; nothing in the folder of a run that was trained by an earlier version.
    ///
    /// - Throws: ``FileError`` if the file is damaged.
    package func readSurfaces() throws -> SurfaceTable {
        guard Files.exists(surfaces) else { return SurfaceTable() }
        let bytes = try Files.read(surfaces)
        do { return try SurfaceTable(decoding: bytes) } catch {
            throw FileError(
                .read, surfaces.string, "\(error)",
                advice: "Without the file the run has no pictures of the discriminator through training.")
        }
    }

    /// The surfaces up to and including `step`, for a run that goes on after it: later ones are made again.
    func openSurfaces(keepingUpTo step: Int) throws -> SurfaceTable {
        guard step > 0 else {
            try Files.remove(surfaces)
            return SurfaceTable()
        }
        var table = try readSurfaces()
        let count = table.records.count
        table.records.removeAll { $0.step > step }
        if table.records.isEmpty {
            try Files.remove(surfaces)
        } else if table.records.count < count {
            try Files.write(try table.encoded(), to: surfaces)
        }
        return table
    }
}
