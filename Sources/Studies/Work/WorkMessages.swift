import Settings

/// What a worker is asked to do: a line of JSON on its standard input.
struct WorkRequest {
    /// The run's folder.
    let folder: String
    /// Complete.
    let configuration: JSONValue
    /// Begins again, whatever is in the folder.
    let startsAnew: Bool
    /// When success has held at so many evaluations, the run ends; nil if it never does.
    let stopAfter: Int?
    let success: [StudyCondition]

    var line: String {
        JSONWriter.compact([
            "folder": .string(folder), "startsAnew": .boolean(startsAnew),
            "stopAfter": stopAfter.map { .number(Double($0)) } ?? .null,
            "success": .array(success.map(\.json)), "configuration": configuration,
        ])
    }

    init(
        folder: String, configuration: JSONValue, startsAnew: Bool, stopAfter: Int?, success: [StudyCondition]
    ) {
        self.folder = folder
        self.configuration = configuration
        self.startsAnew = startsAnew
        self.stopAfter = stopAfter
        self.success = success
    }

    /// nil for a line that no supervisor wrote.
    init?(line: String) {
        guard let root = try? JSONValue.parse(line), let folder = root["folder"]?.textValue,
            let configuration = root["configuration"], let startsAnew = root["startsAnew"]?.booleanValue,
            let success = root["success"]?.listValue
        else { return nil }
        self.init(
            folder: folder, configuration: configuration, startsAnew: startsAnew,
            stopAfter: root["stopAfter"]?.integerValue, success: success.map(StudyCondition.init(json:)))
    }
}

extension StudyCondition {
    fileprivate var json: JSONValue {
        [
            "column": .string(column), "atLeast": atLeast.map { .number($0) } ?? .null,
            "atMost": atMost.map { .number($0) } ?? .null,
        ]
    }

    fileprivate init(json: JSONValue) {
        self.init(
            column: json["column"]?.textValue ?? "", atLeast: json["atLeast"]?.numberValue,
            atMost: json["atMost"]?.numberValue)
    }
}

/// What a worker tells: a line of JSON on its standard output.
enum WorkEvent: Equatable {
    /// So many steps are done.
    case stepped(Int)
    /// The run is over: completed, stopped or diverged, as its folder says.
    case ended
    /// Somebody else is working on the run.
    case busy
    /// The state is saved, as was asked.
    case interrupted
    /// The run has no result, and will not get one.
    case failed(String)
    /// Nothing can be written, which is no fault of the run.
    case cannotWrite(String, isCreation: Bool)

    var line: String {
        let members: JSONValue =
            switch self {
            case .stepped(let step): ["event": "stepped", "step": .number(Double(step))]
            case .ended: ["event": "ended"]
            case .busy: ["event": "busy"]
            case .interrupted: ["event": "interrupted"]
            case .failed(let error): ["event": "failed", "error": .string(error)]
            case .cannotWrite(let error, let isCreation):
                ["event": "cannotWrite", "error": .string(error), "isCreation": .boolean(isCreation)]
            }
        return JSONWriter.compact(members)
    }

    /// nil for a line that no worker wrote.
    init?(line: String) {
        guard let root = try? JSONValue.parse(line) else { return nil }
        let error = root["error"]?.textValue ?? ""
        switch root["event"]?.textValue {
        case "stepped": self = .stepped(root["step"]?.integerValue ?? 0)
        case "ended": self = .ended
        case "busy": self = .busy
        case "interrupted": self = .interrupted
        case "failed": self = .failed(error)
        case "cannotWrite":
            self = .cannotWrite(error, isCreation: root["isCreation"]?.booleanValue ?? false)
        default: return nil
        }
    }
}
