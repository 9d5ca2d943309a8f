import Foundation
import Runs
import Storage
import TestSupport

/// Changes that a person, a disk or a copy makes to a run that is over.
enum Damage {
    static func done(to file: String, of run: RunDirectory) throws {
        let path = run.path.appending(file)
        var bytes = Data(try Files.read(path))
        switch file {
        case "metrics.csv":
            bytes = Data((String(decoding: bytes, as: UTF8.self).withAnotherDigit ?? "").utf8)
        case "config.json":
            bytes = Data(
                String(decoding: bytes, as: UTF8.self).replacing("\"batch\": 4", with: "\"batch\": 5").utf8)
        default: for place in bytes.indices.suffix(16) { bytes[place] ^= 0xff }
        }
        try Files.write(bytes, to: path)
    }
}
