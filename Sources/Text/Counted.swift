/// A number with its noun: `1 thread`, `3 threads`.
///
/// - Parameter plural: the noun for any number but one, if it is not the noun with an s.
public func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
