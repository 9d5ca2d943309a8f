/// The members of a JSON object, in the order in which they were written.
public struct JSONObject: Sendable {
    /// A key and its value.
    public struct Member: Equatable, Sendable {
        /// Unique in its object.
        public let key: String
        /// What stands at the key.
        public var value: JSONValue

        /// A member with this key and value.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// All members, in order.
    public private(set) var members: [Member] = []
    private var positions: [String: Int] = [:]

    /// An object without members.
    public init() {}

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The number of members.
    public var count: Int { members.count }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of a key. Setting a new key puts it last, setting a known one keeps its place, and setting
    /// nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get { positions[key].map { members[$0].value } }
        set {
            switch (positions[key], newValue) {
            case (let position?, let value?):
                members[position].value = value
            case (nil, let value?):
                positions[key] = members.count
                members.append(Member(key: key, value: value))
            case (let position?, nil):
                members.remove(at: position)
                positions = [:]
                for (index, member) in members.enumerated() { positions[member.key] = index }
            case (nil, nil):
                break
            }
        }
    }
}

extension JSONObject: Equatable {
    /// The order of the members does not count.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The members in the order given; a repeated key keeps its place and takes the last value.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        for (key, value) in members { self[key] = value }
    }
}
