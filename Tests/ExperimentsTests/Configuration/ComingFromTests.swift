import Foundation
import TestSupport
import Testing

@testable import Experiments

/// What `docs/coming-from.md` calls a setting is one.
@Suite struct ComingFromTests {
    /// The settings in the second column, row by row.
    private func rows() throws -> [(row: String, settings: [String])] {
        let page = try String(contentsOfFile: "\(projectFolder)/docs/coming-from.md", encoding: .utf8)
        return page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| theirs") }.map {
            let cells = $0.split(separator: "|", omittingEmptySubsequences: false)
            let ours = cells.count > 2 ? cells[2] : ""
            let spans = ours.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            return (String($0), spans.filter { $0.offset % 2 == 1 }.map { String($0.element) })
        }
    }

    @Test func everySettingIsAccepted() throws {
        let rows = try rows()
        #expect(rows.count > 50)
        for (row, settings) in rows {
            let cells = row.split(separator: "|", omittingEmptySubsequences: false)
            #expect(cells.count == 5, "\(row)")
            // What is missing here says so in the third column.
            #expect(!settings.isEmpty || cells[3].count > 10, "\(row)")
            do {
                let given = settings.map {
                    $0.replacing("data/points", with: "\(projectFolder)/data/points")
                }
                _ = try Tiny.read("{}", given)
            } catch { Issue.record("\(row)\n\(error)") }
        }
    }

    /// All is said of the five programs that the page announces.
    @Test func thePresetsAreThere() throws {
        let page = try String(contentsOfFile: "\(projectFolder)/docs/coming-from.md", encoding: .utf8)
        let presets = page.matches(of: /`(papers\/[a-z0-9-]+\.json)`/).map { String($0.output.1) }
        #expect(presets.count == 4)
        for preset in presets {
            #expect(FileManager.default.fileExists(atPath: "\(projectFolder)/configs/\(preset)"), "\(preset)")
        }
    }
}
