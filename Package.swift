// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target holds to the same bar: a warning is an error.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A room of the house. The list of rooms below is in the order of their dependencies: a room may use only
/// rooms above it, and the compiler keeps it so.
func room(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room, in a folder that mirrors its sources.
func tests(of name: String, uses dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        swiftSettings: strict)
}

let package = Package(
    name: "gantrain",
    products: [
        .executable(name: "gantrain", targets: ["gantrain"]),
        .library(
            name: "GanTraining",
            targets: [
                "Tensors", "Autodiff", "Networks", "Games", "Dynamics", "Distributions", "Metrics",
                "Text", "Settings", "Experiments", "Figures",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
    ],
    targets: [
        .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CKernels"),
        room("Tensors", uses: ["COpenBLAS", "CKernels"]),
        room("Autodiff", uses: ["Tensors"]),
        room("Networks", uses: ["Autodiff", "Tensors"]),
        room("Games", uses: ["Networks", "Autodiff", "Tensors"]),
        room("Dynamics", uses: ["Games", "Networks", "Autodiff", "Tensors"]),
        room("Distributions", uses: ["Tensors"]),
        room("Metrics", uses: ["Tensors"]),
        room("Text"),
        room("Settings", uses: ["Text"]),
        room(
            "Experiments",
            uses: [
                "Dynamics", "Games", "Networks", "Autodiff", "Tensors", "Distributions", "Metrics",
                "Settings", "Text",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        room("Figures", uses: ["Text"]),
        .executableTarget(
            name: "gantrain",
            dependencies: [
                "Experiments", "Figures", "Settings", "Text", "Dynamics", "Tensors",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        tests(of: "Tensors", uses: ["COpenBLAS", "CKernels"]),
        tests(of: "Autodiff", uses: ["Tensors"]),
        tests(of: "Networks", uses: ["Autodiff", "Tensors"]),
        tests(of: "Games", uses: ["Networks", "Autodiff", "Tensors"]),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        tests(
            of: "Dynamics",
            uses: ["Games", "Networks", "Autodiff", "Tensors", "Distributions", "CAllocationCounter"]),
        tests(of: "Distributions", uses: ["Tensors"]),
        tests(of: "Metrics", uses: ["Tensors", "Distributions"]),
        tests(of: "Text"),
        tests(of: "Settings", uses: ["Text"]),
        tests(
            of: "Experiments",
            uses: ["Dynamics", "Distributions", "Games", "Networks", "Autodiff", "Tensors", "Settings"]),
        tests(of: "Figures"),
        .testTarget(name: "CommandTests", dependencies: ["gantrain"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
