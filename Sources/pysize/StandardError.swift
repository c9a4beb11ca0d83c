import ArgumentParser
import PySize
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes one line to standard error, whatever the names in it hold; nothing once the process is
/// asked to end.
func printError(_ line: String) {
  if !Task.isCancelled { writeError("pysize: \(line.visible)\n") }
}

/// Writes to standard error as it is, and says whether it could.
@discardableResult
func writeError(_ text: String) -> Bool {
  (try? FileDescriptor.standardError.writeAll(text.utf8)) != nil
}

/// Writes to standard output, on which a write that fails is an error.
///
/// - Throws: `ExitCode`, after a line on standard error: none where the reader has gone, as `head`
///   does.
func writeOutput(_ text: String) throws {
  try Task.checkCancellation()
  do {
    try FileDescriptor.standardOutput.writeAll(text.utf8)
  } catch Errno.brokenPipe {
    throw ExitCode(128 + SIGPIPE)
  } catch {
    printError("cannot write the output: \(error)")
    throw ExitCode(ExitStatus.cannotWrite)
  }
}

/// Fills the places of standard streams that are closed with what cannot be read or written: no other
/// file is to get their number.
func fillClosedStreams() {
  for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
    _ = try? FileDescriptor.open(
      FilePath("/dev/null"), number == STDIN_FILENO ? .writeOnly : .readOnly, options: .closeOnExec)
  }
}
