import Foundation
import Text

/// The words of the command line as the system hands them over.
enum Words {
    /// What is wrong with them; nil if nothing is. Swift puts another character in the place of bytes that are no
    /// UTF-8, so that a file of such a name would become one of another name.
    static func complaint(
        about line: Data? = FileManager.default.contents(atPath: "/proc/self/cmdline")
    ) -> String? {
        let words = line?.split(separator: 0, omittingEmptySubsequences: false) ?? []
        guard let word = words.first(where: { String(validating: $0, as: UTF8.self) == nil }) else {
            return nil
        }
        let readable = String(decoding: word, as: UTF8.self).printable
        return "\(readable) is not UTF-8, which gantrain needs; rename the file or folder"
    }
}
