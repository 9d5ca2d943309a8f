import Experiments
import Machines
import Settings
import Storage
import SystemPackage

/// How a run was begun, as `machine.json` in its folder tells: the number of threads and the kernels of its first
/// step, on which the last bits of its numbers depend; the kernels with which it went on where they were others; and
/// the steps that it was given later.
struct MachineRecord: Equatable {
    struct Change: Equatable {
        /// The steps that were done before.
        var step: Int
        var kernels: String
    }

    /// That the run was given more steps.
    struct Lengthening: Equatable {
        /// The steps that were done before.
        var step: Int
        /// The steps of the whole run, before and after.
        var from: Int
        var to: Int
    }

    var threads: Int
    /// The processor core for which OpenBLAS's kernels were written; nil if that is not known.
    var kernels: String?
    var changes: [Change] = []
    /// One after another.
    var lengthenings: [Lengthening] = []
    /// `record` of the configuration; nil if that is not known. All else that a run depends on is in each checkpoint.
    var record: JSONObject?

    /// What `record` of a configuration says otherwise now. Keys that have come since are none of it.
    func changes(ofRecordIn configuration: JSONValue) -> [String] {
        (record?.members ?? []).compactMap { member in
            let path = JSONPath("record").appending(member.key)
            let (old, new) = (member.value, configuration[path])
            return new == old ? nil : "\(JSONDifference(path: path, values: [old, new]))"
        }
    }

    /// How a run that now has `total` steps came to them. The last entry is written before `config.json` changes, so
    /// after a kill in between it is one that never came about.
    func lengthenings(to total: Int) -> [Lengthening] {
        lengthenings.last?.to == total ? lengthenings : lengthenings.dropLast()
    }

    /// Takes note of the kernels with which the run goes on.
    ///
    /// - Returns: those that it had before, if they were others.
    mutating func goOn(from step: Int, with kernels: String) -> String? {
        guard let before = changes.last?.kernels ?? self.kernels, before != kernels else { return nil }
        changes.append(Change(step: step, kernels: kernels))
        return before
    }
}

extension MachineRecord {
    var json: JSONValue {
        var object: JSONObject = [
            "threads": .number(Double(threads)), "kernels": kernels.map { .string($0) } ?? .null,
        ]
        if !changes.isEmpty {
            object["changes"] = .array(
                changes.map { ["step": .number(Double($0.step)), "kernels": .string($0.kernels)] })
        }
        if !lengthenings.isEmpty {
            object["lengthened"] = .array(
                lengthenings.map {
                    [
                        "step": .number(Double($0.step)), "from": .number(Double($0.from)),
                        "to": .number(Double($0.to)),
                    ]
                })
        }
        object["record"] = record.map { .object($0) }
        return .object(object)
    }

    /// nil if it is no such record.
    init?(_ json: JSONValue) {
        let changes = (json.objectValue?["changes"]?.listValue ?? []).map { change -> Change? in
            guard let step = change.objectValue?["step"]?.integerValue,
                let kernels = change.objectValue?["kernels"]?.textValue, Self.isName(kernels)
            else { return nil }
            return Change(step: step, kernels: kernels)
        }
        let lengthenings = (json.objectValue?["lengthened"]?.listValue ?? []).map(Lengthening.init)
        guard let threads = json.objectValue?["threads"]?.integerValue,
            (1...Machine.mostThreads).contains(threads),
            !changes.contains(nil), !lengthenings.contains(nil),
            json.objectValue?["kernels"]?.textValue.map(Self.isName) ?? true
        else { return nil }
        self.threads = threads
        kernels = json.objectValue?["kernels"]?.textValue
        record = json.objectValue?["record"]?.objectValue
        self.changes = changes.compactMap { $0 }
        self.lengthenings = lengthenings.compactMap { $0 }
    }
}

extension MachineRecord.Lengthening {
    /// nil if it is no such entry.
    fileprivate init?(_ json: JSONValue) {
        guard let step = json["step"]?.integerValue, let from = json["from"]?.integerValue,
            let to = json["to"]?.integerValue, 0 <= step, step <= from, from < to
        else { return nil }
        (self.step, self.from, self.to) = (step, from, to)
    }
}

extension MachineRecord {
    /// Whether a text can be the name of a processor core, such as "SkylakeX". It is printed in messages.
    static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z0-9_-]{1,40}/) != nil }
}

extension RunDirectory {
    var machine: FilePath { path.appending("machine.json") }

    /// The kernels of OpenBLAS with which the run began; nil if they are not known.
    public var firstKernels: String? {
        get throws {
            // Version 0.1 kept them in the summary.
            if let machine = try readMachine() { return machine.kernels }
            return try readSummary()?["blasCore"]?.textValue.flatMap {
                MachineRecord.isName($0) ? $0 : nil
            }
        }
    }

    func write(_ record: MachineRecord) throws(FileError) {
        try Files.write(JSONWriter.pretty(record.json), to: machine)
    }

    /// nil if there is none, as in a folder of version 0.1.
    func readMachine() throws(FileError) -> MachineRecord? {
        guard Files.exists(machine) else { return nil }
        let bytes = try Files.read(machine)
        // What cannot be parsed is damaged.
        guard let record = (try? JSONDocument.parse(bytes: bytes)).flatMap({ MachineRecord($0.root) }) else {
            throw FileError(
                .read, machine.string, "it does not say on what the run trains, or it is damaged",
                advice: "Without the file the run goes on with the threads that config.json names.")
        }
        return record
    }
}
