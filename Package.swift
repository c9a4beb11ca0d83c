// swift-tools-version: 6.2
import PackageDescription

/// Every target is checked the same way: memory safety is explicit, existentials are visible,
/// and a module sees only what it imports itself.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Tests and what they share are compiled as they stand in every configuration: it is the libraries that
/// are worth the compiler's time. Nobody who depends on this package builds them.
let strictTests = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// What the kernel gives and glibc's module does not declare.
let linux: Target.Dependency = .target(name: "CLinux", condition: .when(platforms: [.linux]))

let package = Package(
  name: "pysize",
  // `Mutex`. Linux is what this is built and tested on: see the guide
  platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
  products: [
    .library(name: "PySize", targets: ["PySize"]),
    .library(name: "PyLayout", targets: ["PyLayout"]),
    .library(name: "PyMemory", targets: ["PyMemory"]),
    .library(name: "PyEmulator", targets: ["PyEmulator"]),
    .library(name: "PyInspector", targets: ["PyInspector"]),
    .library(name: "PyTarget", targets: ["PyTarget"]),
    .library(name: "PyHeap", targets: ["PyHeap"]),
    .library(name: "PyBridge", targets: ["PyBridge"]),
    .library(name: "PyRecords", targets: ["PyRecords"]),
    .library(name: "PyReport", targets: ["PyReport"]),
    .library(name: "PyVerify", targets: ["PyVerify"]),
    .executable(name: "pysize", targets: ["pysize"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // Without its Foundation trait: the bridge has no use for `Data`.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .target(name: "PyLayout", swiftSettings: strict),
    // Cases that a seed makes again, for `verify` and the tests.
    .target(name: "SeededRandom", swiftSettings: strict),
    .systemLibrary(name: "CLinux"),
    .target(name: "PyMemory", dependencies: [linux, "PyLayout"], swiftSettings: strict),
    .target(
      name: "PyEmulator", dependencies: ["PyLayout", "PyMemory"], swiftSettings: strict),
    .target(
      name: "PyInspector", dependencies: ["PyLayout", "PyMemory"], swiftSettings: strict),
    // A still picture of a process: the one part of `pysize heap` that is Linux's.
    .target(
      name: "PyTarget", dependencies: [linux, "PyLayout", "PyMemory"], swiftSettings: strict),
    .target(
      name: "PyHeap", dependencies: ["PyLayout", "PyMemory", "PyInspector"], swiftSettings: strict),
    .target(
      name: "PyBridge",
      dependencies: [
        linux, "PyLayout", "PyMemory",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      // The Python that runs inside the interpreter travels in the executable.
      resources: [
        .embedInCode("Python/agent.py"), .embedInCode("Python/extension.py"),
        .embedInCode("Python/program.py"),
        .embedInCode("Python/probe.py"),
      ],
      swiftSettings: strict),
    .target(name: "PyRecords", dependencies: ["PyLayout"], swiftSettings: strict),
    .target(
      name: "PyReport",
      dependencies: ["PyHeap", "PyInspector", "PyLayout", "PyMemory", "PyRecords"],
      exclude: ["Schema"],
      swiftSettings: strict),
    // Random programs, on the emulator and on real interpreters.
    .target(
      name: "PyVerify",
      dependencies: [
        "PyLayout", "PyMemory", "PyEmulator", "PyInspector", "PyBridge", "SeededRandom",
      ],
      resources: [.embedInCode("Python/verify.py")],
      swiftSettings: strict),
    .target(
      name: "PySize",
      dependencies: [
        "PyLayout", "PyMemory", "PyEmulator", "PyInspector", "PyTarget", "PyHeap", "PyBridge",
        "PyRecords", "PyReport", "PyVerify",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [
        .embedInCode("Python/allocation.py"), .embedInCode("Python/class_facts.py"),
        .embedInCode("Python/class_fields.py"), .embedInCode("Python/class_history.py"),
        .embedInCode("Python/repeated.py"),
        .embedInCode("Python/static_names.py"),
        .embedInCode("Python/user_class.py"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "pysize",
      dependencies: [
        "PySize", .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // The cases that several test targets share, and the recorder that measures them elsewhere.
    .target(
      name: "PySizeTestSupport",
      dependencies: [
        "PyBridge", "PyLayout", "PyRecords", "PySize",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Support", swiftSettings: strictTests),
    .executableTarget(
      name: "recorder",
      dependencies: [
        "PySize", "PySizeTestSupport", .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Recorder", swiftSettings: strict),
    // Interpreters, a seeded generator and skips, for the tests of the model.
    .target(
      name: "OracleSupport",
      dependencies: [
        "PyLayout", "SeededRandom",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/OracleSupport", exclude: ["probe.py"], swiftSettings: strictTests),
    // The built pysize, and runs of it.
    .target(
      name: "CommandLineSupport",
      dependencies: [
        "OracleSupport", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/CommandLineSupport", swiftSettings: strictTests),
    .testTarget(
      name: "PyLayoutTests", dependencies: ["OracleSupport", "PyLayout", "SeededRandom"],
      exclude: ["Python"], swiftSettings: strictTests),
    .testTarget(
      name: "PyMemoryTests",
      dependencies: [
        "OracleSupport", "PyLayout", "PyMemory",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strictTests),
    .testTarget(
      name: "PyEmulatorTests",
      dependencies: [
        "OracleSupport", "PyEmulator", "PyInspector", "PyLayout", "PyMemory", "SeededRandom",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Python"], swiftSettings: strictTests),
    .testTarget(
      name: "PyInspectorTests",
      dependencies: [
        "OracleSupport", "PyInspector", "PyLayout", "PyMemory", "PyReport", "SeededRandom",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Python"], swiftSettings: strictTests),
    .testTarget(
      name: "PyHeapTests",
      dependencies: [
        "OracleSupport", "PyHeap", "PyLayout", "PyMemory", "PySize", "PyTarget", "SeededRandom",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["C", "Python"], swiftSettings: strictTests),
    .testTarget(
      name: "PyTargetTests",
      dependencies: [
        "OracleSupport", "PyHeap", "PyLayout", "PyMemory", "PyTarget", "SeededRandom",
      ],
      exclude: ["Python"], swiftSettings: strictTests),
    .testTarget(
      name: "PyRecordsTests", dependencies: ["OracleSupport", "PyLayout", "PyRecords"],
      exclude: ["Python"], swiftSettings: strictTests),
    .testTarget(
      name: "PyBridgeTests",
      dependencies: [
        "PyBridge", "PyLayout", "PyMemory", "pysize",
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strictTests),
    .testTarget(
      name: "PyReportTests",
      dependencies: ["OracleSupport", "PyLayout", "PyRecords", "PyReport", "SeededRandom"],
      swiftSettings: strictTests),
    .testTarget(
      name: "PySizeTests",
      dependencies: [
        "CommandLineSupport", "OracleSupport", "PySize", "PySizeTestSupport", "SeededRandom",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["C", "Python"], swiftSettings: strictTests),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "CommandLineSupport", "OracleSupport", "PySize", "PySizeTestSupport", "SeededRandom",
        "pysize",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Python"], swiftSettings: strictTests),
  ],
  swiftLanguageModes: [.v6]
)
