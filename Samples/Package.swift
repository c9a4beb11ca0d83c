// swift-tools-version: 6.2
import PackageDescription

/// Lessons that depend on pysize as a user's package would: `swift run Lesson01TwoWords`.
let lessons = [
  "Lesson01TwoWords", "Lesson02One", "Lesson03GCHead", "Lesson04WhereTheDictIs", "Lesson05Slots",
  "Lesson06SlotlessBase", "Lesson07KeySharing", "Lesson08ListGrowth", "Lesson09DictGrowth",
  "Lesson10Strings", "Lesson11Rounding", "Lesson12Builds", "Lesson13LeakingCycle",
  "Lesson14Ladder",
]

let package = Package(
  name: "Samples",
  dependencies: [.package(name: "pysize", path: "..")],
  targets: lessons.map {
    .executableTarget(
      name: $0, dependencies: ["Columns", .product(name: "PySize", package: "pysize")])
  } + [
    .target(name: "Columns", path: "Support"),
    .testTarget(
      name: "LessonTests", dependencies: lessons.map { .target(name: $0) }, exclude: ["Outputs"]),
  ]
)
