// swift-tools-version: 6.2
import PackageDescription

/// What pysize's pages say one can add to it, added from outside: as a user's package, it sees what is
/// public and nothing else.
let package = Package(
  name: "Extending",
  dependencies: [.package(name: "pysize", path: "../..")],
  targets: [
    .testTarget(
      name: "ExtendingTests", dependencies: [.product(name: "PySize", package: "pysize")])
  ]
)
