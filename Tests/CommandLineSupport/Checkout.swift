public import SystemPackage

/// Places in the checkout and the build folder that tests use.
public enum Checkout {
  /// The folder of Package.swift.
  public static let root = FilePath(#filePath)
    .removingLastComponent().removingLastComponent().removingLastComponent()

  /// The built `pysize`, which stands beside the test bundle that is running.
  public static let pysize = FilePath(CommandLine.arguments[0])
    .removingLastComponent().appending("pysize")
}
