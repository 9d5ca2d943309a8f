import Foundation

// Solves the problem in a file, each line x and y of a source and of its target, and prints for each cost the distance
// and the seconds of the fastest of three.
let lines = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8).split(separator: "\n")
let numbers = lines.map { $0.split(separator: " ").compactMap { Double($0) } }
let sources = numbers.map { SIMD2($0[0], $0[1]) }
let targets = numbers.map { SIMD2($0[2], $0[3]) }
for cost in GroundCost.allCases {
    var distance = Double.nan
    let seconds = (0..<3).map { _ in
        let start = Date()
        distance = OptimalAssignment(of: sources, to: targets, cost: cost)?.distance ?? .nan
        return Date().timeIntervalSince(start)
    }
    print(distance, seconds.min() ?? .nan)
}
