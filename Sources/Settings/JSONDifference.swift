extension JSONValue {
    /// One place at which two JSON values differ. `old` is nil if the place is new, `new` if it is gone.
    public struct Difference: Equatable, Sendable, CustomStringConvertible {
        /// Where the values differ.
        public let path: JSONPath
        /// What stood there, if anything.
        public let old: JSONValue?
        /// What stands there now, if anything.
        public let new: JSONValue?

        /// For example "steps: 100 -> 200".
        public var description: String {
            let change = "\(old?.description ?? "absent") -> \(new?.description ?? "absent")"
            return path.isRoot ? change : "\(path): \(change)"
        }
    }

    /// The places at which `other` differs from this value, each as deep inside as the two are alike.
    public func differences(to other: JSONValue) -> [Difference] {
        Self.differences(from: self, to: other, at: .root)
    }

    private static func differences(from old: JSONValue?, to new: JSONValue?, at path: JSONPath)
        -> [Difference]
    {
        switch (old, new) {
        case (.object(let old), .object(let new)):
            let added = new.keys.filter { old[$0] == nil }
            return (old.keys + added).flatMap { key in
                differences(from: old[key], to: new[key], at: path.appending(key))
            }
        case (.array(let old), .array(let new)):
            return (0..<max(old.count, new.count)).flatMap { index in
                differences(
                    from: index < old.count ? old[index] : nil,
                    to: index < new.count ? new[index] : nil,
                    at: path.appending(index))
            }
        default:
            return old == new ? [] : [Difference(path: path, old: old, new: new)]
        }
    }
}
