internal import SystemPackage

/// A worker's side of the two pipes to its parent.
///
/// They are moved away from 0 and 1, so that nothing that Python code reads or prints meets them:
/// standard input is empty, standard output goes where the errors go.
struct ParentChannel {
  /// Lines from the parent.
  var requests: LineReader
  private let output: FileDescriptor

  /// Takes the standard input and output over.
  init() throws(WorkerFault) {
    requests = LineReader(try FileDescriptor.standardInput.setAside())
    output = try FileDescriptor.standardOutput.setAside()
    do {
      let nothing = try FileDescriptor.open(FilePath("/dev/null"), .readOnly)
      _ = try nothing.duplicate(as: .standardInput)
      if nothing != .standardInput { try nothing.close() }
      _ = try FileDescriptor.standardError.duplicate(as: .standardOutput)
    } catch {
      throw WorkerFault("standard input and output: \(error)")
    }
  }

  /// Sends an event.
  func send(_ event: WorkerEvent) throws(WorkerFault) {
    do {
      _ = try output.writeAll(JSON.line(event))
    } catch {
      throw WorkerFault("the parent does not listen: \(error)")
    }
  }
}
