import FoundationEssentials
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Works in a folder of its own, which is gone afterwards.
func inNewFolder<Result>(_ body: (FilePath) async throws -> Result) async throws -> Result {
  let folder = FilePath(FileManager.default.temporaryDirectory.path)
    .appending("pysize-benchmark-\(getpid())")
  try FileManager.default.createDirectory(
    atPath: folder.string, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder.string) }
  return try await body(folder)
}
