internal import PyLayout
internal import SystemPackage

extension FilePath {
  /// What an interpreter's own folder in the cache is called: its build, and which file it is.
  func cacheName(_ build: Build) -> String {
    "\(build)-\((resolved ?? self).text.fingerprint.prefix(8))"
  }
}
