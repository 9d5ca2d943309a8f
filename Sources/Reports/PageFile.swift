import Foundation
import Storage
import SystemPackage

/// The file of a page.
public enum PageFile {
    /// With these bytes a page begins, and by them it is known again.
    static let beginning = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8" /><meta name="generator" content="gantrain" />
        """

    /// Looks, before a page is made, whether it may be written to a file that the user has named. It takes the place of
    /// another page, and of nothing else.
    ///
    /// - Throws: ``FileError`` if the file cannot be written, or is no page of gantrain.
    public static func check(_ path: String) throws {
        try Files.check(FilePath(path), replacesOnly: "page of gantrain", option: "--out") {
            $0.starts(with: beginning.utf8)
        }
    }
}
