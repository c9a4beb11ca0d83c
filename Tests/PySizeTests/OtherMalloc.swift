import CommandLineSupport
import OracleSupport
import SystemPackage

/// A malloc that is not glibc's.
enum OtherMalloc {
  /// Compiles it to a library.
  static func compile(to path: String) async throws {
    let source = Checkout.root.appending("Tests/PySizeTests/C/other_malloc.c").string
    _ = try await Oracle.run(
      Oracle.onPath("cc") ?? "cc", ["-O1", "-fPIC", "-shared", "-o", path, source])
  }
}
