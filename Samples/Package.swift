// swift-tools-version: 6.2
import PackageDescription

/// Lessons that depend on pysize as a user's package would: `swift run lesson` lists them.
let package = Package(
  name: "Samples",
  dependencies: [.package(name: "pysize", path: "..")],
  targets: [
    .target(name: "Lessons", dependencies: [.product(name: "PySize", package: "pysize")]),
    .executableTarget(name: "lesson", dependencies: ["Lessons"]),
    .testTarget(
      name: "LessonTests",
      dependencies: ["Lessons", "lesson", .product(name: "PySize", package: "pysize")],
      exclude: ["Outputs"]),
  ]
)
