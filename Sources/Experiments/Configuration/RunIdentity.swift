import Settings
import Storage

/// What is studied: a complete configuration without what belongs to the machine (the number of threads, the
/// place of a data file or of a run to begin with) and to the record (how often something is written). Data in a file
/// and networks to begin with are known by their checksums.
///
/// Runs of equal identities train in the same way. Their bits are equal if the machines are.
public struct RunIdentity: Equatable, Sendable {
    /// The configuration without those keys.
    public let json: JSONValue

    /// - Parameter configuration: complete, as a run's `config.json` is.
    package init(of configuration: JSONValue) { json = Self.studied(in: configuration) }

    private static func studied(in configuration: JSONValue) -> JSONValue {
        guard case .object(var whole) = configuration else { return configuration }
        whole["threads"] = nil
        if case .object(var data) = whole["data"] {
            data["path"] = nil
            whole["data"] = .object(data)
        }
        if case .object(var start) = whole["start"] {
            for key in StartConfiguration.places { start[key] = nil }
            whole["start"] = .object(start)
        }
        if case .object(var record) = whole["record"] {
            for key in record.keys where Self.saysHowOften(key) { record[key] = nil }
            whole["record"] = record.isEmpty ? nil : .object(record)
        }
        return .object(whole)
    }

    public init(of resolved: ExperimentConfiguration.Resolved) { self.init(of: resolved.json) }

    /// The identity that an earlier version of the program may have written, or the configuration that it wrote
    /// in its place: keys that have come since have their defaults.
    ///
    /// - Throws: ``ConfigurationError`` if this version cannot read it.
    package init(reading stored: JSONValue) throws(ConfigurationError) {
        self.init(
            of: try ConfigurationReader.read(
                JSONDocument(root: Self.withPlaces(stored)), name: "",
                declaration: ExperimentConfiguration.init
            ).resolved)
    }

    /// The reader asks for the path of a data file and of a run to begin with, which are of no matter here.
    private static func withPlaces(_ stored: JSONValue) -> JSONValue {
        guard case .object(var whole) = stored else { return stored }
        if case .object(var data) = whole["data"], data["kind"] == "csv" || data["kind"] == "npy" {
            data["path"] = data["path"] ?? "-"
            whole["data"] = .object(data)
        }
        if case .object(var start) = whole["start"] {
            start["run"] = start["run"] ?? "-"
            whole["start"] = .object(start)
        }
        return .object(whole)
    }

    /// What is studied, without the keys that have their defaults and in the order of the alphabet: the same text in
    /// every version of the program, as long as defaults stay what they are. Names of folders are made of it.
    ///
    /// - Parameter configuration: of this version of the program or of an earlier one.
    /// - Throws: ``ConfigurationError`` if this version cannot read it.
    package static func lasting(of configuration: JSONValue) throws(ConfigurationError) -> JSONObject {
        let essential = try ConfigurationReader.essential(
            of: JSONDocument(root: withPlaces(configuration)), name: "",
            declaration: ExperimentConfiguration.init)
        return studied(in: essential).sorted.objectValue ?? [:]
    }

    /// Keys of `record`. How many samples are drawn and what counts as near is part of what is measured.
    private static func saysHowOften(_ key: String) -> Bool {
        key.hasSuffix("Every") || key == "snapshots" || key == "measures"
    }

    /// 64 bits that tell identities apart.
    public var fingerprint: String { Self.fingerprint(of: json) }

    /// Of the compact text.
    package static func fingerprint(of json: JSONValue) -> String {
        var hash = FNV1a()
        hash.add(JSONWriter.compact(json).utf8)
        return String(hash.value, radix: 16)
    }

    /// Whether a configuration has all that every version of the program writes into `config.json`, which tells
    /// it from other files of that name.
    package static func isComplete(_ configuration: JSONValue) -> Bool {
        let always = [
            "name", "seed", "steps", "batch", "precision", "data", "latent", "generator", "discriminator",
            "objective", "penalties", "scheme", "record", "game",
        ]
        return always.allSatisfy { configuration.objectValue?[$0] != nil }
    }
}

extension JSONValue {
    /// With the keys of all objects in the order of the alphabet.
    fileprivate var sorted: JSONValue {
        switch self {
        case .object(let object):
            var sorted = JSONObject()
            for key in object.keys.sorted() { sorted[key] = object[key]?.sorted }
            return .object(sorted)
        case .array(let list): return .array(list.map(\.sorted))
        default: return self
        }
    }
}
