import SystemPackage

/// Writes one line to standard error.
func printError(_ line: String) { writeError("pysize: \(line)\n") }

/// Writes to standard error as it is; a closed one loses it.
func writeError(_ text: String) {
  _ = try? FileDescriptor.standardError.writeAll(text.utf8)
}
