import Autodiff
import Foundation
import Settings
import Text

/// An explanation as people read it.
extension Explanation {
    /// - Parameter times: what OpenBLAS needs for the products, in a separate column.
    public func text(_ times: ProductTimes? = nil) -> String {
        var heading =
            "\(name): batch \(batch), \(precision), \(counted(threads, "thread"))"
        if let times { heading += "\nOpenBLAS core \(times.blasCore): \(times.choice)" }
        let parts = (sections + [whole]).map { section in
            let often = section.repetitions == 1 ? "" : ", \(section.repetitions) times a step"
            return "\(section.title)\(often)\n\(table(section, times))"
        }
        return ([heading] + parts + [summary(times)]).joined(separator: "\n\n") + "\n"
    }

    /// How the step compares with products of a full layer.
    private func summary(_ times: ProductTimes?) -> String {
        let layers = { (counts: Counts) in
            String(format: "%.1f", Double(counts.cost.flops) / Double(max(1, fullLayerFlops)))
        }
        var text = """
            In products of the widest layer (\(Self.mega(fullLayerFlops)) MFLOP each) the step needs \
            \(layers(whole.compiled)); as written \(layers(whole.written)).
            """
        if let times {
            text += String(
                format: """

                    OpenBLAS alone takes %.3f ms for the step's products. Fused multiply-adds, which bound every \
                    program, take %.3f ms (%.0f GFLOP/s a thread).
                    """,
                1e3 * times.total(of: whole), 1e3 * times.limit(of: whole, threads: threads),
                1e-9 * times.fusedRate)
        }
        return text
    }

    private func table(_ section: Section, _ times: ProductTimes?) -> String {
        var rows = [["", "as written", "compiled"] + (times == nil ? [] : ["µs each"])]
        for line in section.products {
            let time = times.map { [$0.seconds[line.size].map { String(format: "%.1f", 1e6 * $0) } ?? ""] }
            rows.append([line.size.description, "\(line.written)", "\(line.compiled)"] + (time ?? []))
        }
        let (written, compiled) = (section.written, section.compiled)
        let total = times.map { [String(format: "%.1f", 1e6 * $0.total(of: section))] }
        rows.append(["products", "\(written.cost.products)", "\(compiled.cost.products)"] + (total ?? []))
        rows.append(["MFLOP in them", Self.mega(written.cost.flops), Self.mega(compiled.cost.flops)])
        rows.append(["other passes over memory", "\(written.cost.passes)", "\(compiled.cost.passes)"])
        rows.append([
            "MB that they read and write", Self.mega(written.passBytes), Self.mega(compiled.passBytes),
        ])
        rows.append(["pieces of memory for results", "\(written.buffers)", "\(compiled.buffers)"])
        rows.append(["MB in them", Self.mega(written.memoryBytes), Self.mega(compiled.memoryBytes)])
        if threads > 1, let shared = section.sharedWork {
            rows.append([
                "% of the work that \(threads) threads share", "", String(format: "%.0f", 100 * shared),
            ])
        }
        var table = TextTable(rows.map { .cells($0) })
        table.indent = 2
        table.alignments = [.left, .right]
        return table.text
    }

    private static func mega(_ number: Int) -> String { String(format: "%.2f", Double(number) / 1e6) }
}

/// An explanation as programs read it.
extension Explanation {
    public func json(_ times: ProductTimes? = nil) -> JSONValue {
        let whole = whole
        var members: [(String, JSONValue)] = [("name", .string(name)), ("threads", .number(Double(threads)))]
        members += whole.compiled.members
        members.append(
            ("fullLayers", .number(Double(whole.compiled.cost.flops) / Double(max(1, fullLayerFlops)))))
        if let times {
            members.append(("blasCore", .string(times.blasCore)))
            members.append(("blasCoreChoice", .string(times.choice)))
            members.append(("blasMilliseconds", .number(1e3 * times.total(of: whole))))
            members.append(("fusedMilliseconds", .number(1e3 * times.limit(of: whole, threads: threads))))
        }
        return .object(members: members)
    }

    /// What one step costs, by the names of `data/costs.json`.
    public var counts: [(name: String, count: Int)] {
        whole.compiled.named
    }
}

extension Explanation.Counts {
    fileprivate var named: [(name: String, count: Int)] {
        [
            ("products", cost.products), ("flops", cost.flops), ("passes", cost.passes),
            ("passBytes", passBytes), ("workspaceBuffers", buffers), ("workspaceBytes", memoryBytes),
        ]
    }

    fileprivate var members: [(String, JSONValue)] { named.map { ($0.name, .number(Double($0.count))) } }
}
