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

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// The rooms of the mathematics, which every room of experiments uses.
let below: [Target.Dependency] = ["Records", "Tensors", "Autodiff", "Networks", "Games", "Dynamics"]

let package = Package(
    name: "gantrain",
    products: [
        .executable(name: "gantrain", targets: ["gantrain"]),
        .library(
            name: "GanTraining",
            targets: [
                "Records", "Tensors", "Autodiff", "Networks", "Games", "Dynamics", "Distributions", "Metrics",
                "Statistics", "Text", "Settings", "Storage", "Machines", "Experiments", "Runs", "KnownGames",
                "Benchmarks",
                "Comparisons", "Studies", "Evidence",
                "Figures", "Reports", "Exports",
            ]),
        // Apart from the rest, which needs no server.
        .library(name: "GanLive", targets: ["Live"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
    ],
    targets: [
        room("Records"),
        room("Text"),
        .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CKernels"),
        room("Storage", uses: ["Text", systemPackage]),
        room("Tensors", uses: ["COpenBLAS", "CKernels"]),
        room("Autodiff", uses: ["Tensors"]),
        room("Networks", uses: ["Autodiff", "Tensors", "Storage", systemPackage]),
        room("Games", uses: ["Networks", "Autodiff", "Tensors"]),
        room("Dynamics", uses: ["Games", "Networks", "Autodiff", "Tensors"]),
        room("Distributions", uses: ["Tensors", "Records"]),
        room("Metrics", uses: ["Tensors", "Records"]),
        room("Statistics"),
        room("Settings", uses: ["Text"]),
        room("Machines", uses: ["Tensors"]),
        room(
            "Experiments",
            uses: [
                "Records", "Text", "Storage", "Tensors", "Networks", "Games", "Dynamics", "Distributions",
                "Settings", "Machines", systemPackage,
            ]),
        room(
            "Runs",
            uses: [
                "Records", "Storage", "Tensors", "Networks", "Games", "Dynamics", "Distributions", "Metrics",
                "Settings", "Machines", "Experiments", systemPackage,
            ]),
        room(
            "KnownGames",
            uses: [
                "Records", "Tensors", "Autodiff", "Games", "Dynamics", "Machines", "Experiments", "Runs",
            ]),
        room(
            "Benchmarks",
            uses: ["Text", "Tensors", "Autodiff", "Games", "Dynamics", "Settings", "Machines", "Experiments"]
        ),
        room("Comparisons", uses: ["Records", "Storage", "Settings", "Runs", systemPackage]),
        room(
            "Studies",
            uses: [
                "Records", "Runs", "Comparisons", "Experiments", "Machines", "Settings", "Text", "Storage",
                systemPackage,
            ]),
        room(
            "Evidence",
            uses: [
                "Records", "Statistics", "Comparisons", "Studies", "Runs", "Machines", "Settings", "Text",
                "Storage", systemPackage,
            ]),
        room(
            "Exports",
            uses: [
                "Records", "Text", "Storage", "Tensors", "Autodiff", "Games", "Dynamics", "Experiments",
                "Runs", systemPackage,
            ]),
        .target(name: "Drawing", resources: [.embedInCode("Resources")], swiftSettings: strict),
        room("Figures", uses: ["Text", "Records", "Storage", "Drawing", systemPackage]),
        room(
            "Reports",
            uses: [
                "Records", "Text", "Storage", "Settings", "Statistics", "Runs", "Comparisons", "Studies",
                "Evidence", "Figures", "Drawing", systemPackage,
            ]),
        .target(
            name: "Live",
            dependencies: [
                "Records", "Text", "Drawing", "Storage", "Settings", "Dynamics", "Experiments", "Runs",
                "KnownGames",
                "Studies",
                systemPackage,
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            resources: [
                .embedInCode("Page/live.html"), .embedInCode("Page/live.css"), .embedInCode("Page/live.js"),
                .embedInCode("Page/curves.js"), .embedInCode("Page/study.js"), .embedInCode("Page/wheel.js"),
            ],
            swiftSettings: strict),
        .target(
            name: "Laboratory",
            dependencies: [
                "Records", "Drawing", "Storage", "Settings", "Tensors", "Networks", "Games", "Dynamics",
                "Distributions", "Experiments", "Runs", systemPackage,
            ],
            exclude: ["WebAssembly"], resources: [.embedInCode("Resources")], swiftSettings: strict),
        .executableTarget(
            name: "gantrain",
            dependencies: [
                "Live", "Laboratory", "Exports", "Reports", "Evidence", "Studies", "Comparisons",
                "Benchmarks",
                "KnownGames",
                "Runs",
                "Experiments",
                "Storage", "Figures", "Drawing", "Settings", "Text", "Machines", "Dynamics", "Games",
                "Tensors",
                "Records",
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
            uses: [
                "Records", "Games", "Networks", "Autodiff", "Tensors", "Distributions", "CAllocationCounter",
            ]),
        tests(of: "Distributions", uses: ["Tensors", "Records"]),
        tests(of: "Metrics", uses: ["Tensors", "Records", "Distributions"]),
        tests(of: "Statistics"),
        tests(of: "Text"),
        tests(of: "Settings", uses: ["Text"]),
        .target(
            name: "TestSupport",
            dependencies: ["Records", "Runs", "Experiments", "Settings", "Text", "Storage", systemPackage],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests(of: "Storage", uses: ["TestSupport", systemPackage]),
        tests(of: "Machines", uses: ["Tensors"]),
        tests(
            of: "Experiments",
            uses: below + [
                "TestSupport", "Comparisons", "Runs", "Distributions", "Metrics", "Settings", "Text",
                "Storage", "Machines", systemPackage,
            ]),
        tests(
            of: "Runs",
            uses: below + [
                "TestSupport", "Experiments", "Distributions", "Metrics", "Settings", "Storage", "Machines",
                systemPackage,
            ]),
        tests(
            of: "KnownGames",
            uses: below + [
                "TestSupport", "Runs", "Experiments", "Distributions", "Settings", "Storage", "Machines",
                systemPackage,
            ]),
        tests(of: "Benchmarks", uses: below + ["TestSupport", "Experiments", "Settings", "Storage"]),
        tests(
            of: "Comparisons",
            uses: [
                "TestSupport", "Records", "Runs", "Experiments", "Settings", "Text", "Storage", systemPackage,
            ]),
        tests(
            of: "Studies",
            uses: [
                "TestSupport", "Records", "Runs", "Comparisons", "Experiments", "Machines", "Settings",
                "Storage",
                systemPackage,
            ]),
        tests(
            of: "Evidence",
            uses: [
                "TestSupport", "Records", "Statistics", "Studies", "Runs", "Experiments", "Settings",
                "Storage",
                systemPackage,
            ]),
        tests(
            of: "Exports",
            uses: [
                "TestSupport", "Records", "Tensors", "Autodiff", "Networks", "Games", "Dynamics",
                "Experiments", "Runs", "Settings", "Storage", systemPackage,
            ]),
        tests(of: "Figures", uses: ["Records", "Metrics", "Storage", "Drawing", systemPackage]),
        tests(
            of: "Reports",
            uses: [
                "TestSupport", "Records", "Statistics", "Studies", "Evidence", "Runs", "Experiments",
                "Settings", "Figures", "Storage", systemPackage,
            ]),
        tests(
            of: "Live",
            uses: [
                "TestSupport", "Records", "Drawing", "Dynamics", "Runs", "Experiments", "Studies", "Settings",
                "Storage", systemPackage,
            ]),
        // Without package access, as a user's own package sees the rooms.
        .testTarget(
            name: "LibraryTests",
            dependencies: [
                "Figures", "Runs", "Experiments", "Metrics", "Dynamics", "Distributions", "Games", "Networks",
                "Autodiff", "Tensors", "Records",
            ],
            packageAccess: false, swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "TestSupport", "gantrain", "Records", "Metrics", "Studies", "Runs", "Experiments", "Settings",
                "Tensors",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
