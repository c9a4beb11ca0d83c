internal import PyLayout
internal import PyMemory
internal import SystemPackage

/// An interpreter that runs agent.py, in this process or in a child.
struct Agent {
  /// The memory its objects are in.
  let memory: ProcessMemory
  /// The interpreter, when it is a child.
  let child: InterpreterProcess?
  private var answers: LineReader
  private let requests: FileDescriptor

  private static let source = String(decoding: PackageResources.agent_py, as: UTF8.self)

  /// Starts the interpreter in the way that the header says.
  init(_ header: WorkerHeader, on build: Build) throws(WorkerFault) {
    let toAgent = try Self.pipe()
    let fromAgent = try Self.pipe()
    toAgent.writeEnd.closeOnExec()
    fromAgent.readEnd.closeOnExec()
    requests = toAgent.writeEnd
    answers = LineReader(fromAgent.readEnd)

    let arguments = [
      header.executable, "-c", Self.source, "\(toAgent.readEnd.rawValue)",
      "\(fromAgent.writeEnd.rawValue)",
    ]
    if let libpython = header.libpython {
      let library = try Libpython(FilePath(text: libpython))
      try PythonThread.start(library.main(arguments, on: build.version))
      child = nil
      memory = .current
    } else {
      let process = try InterpreterProcess(arguments)
      try? toAgent.readEnd.close()
      try? fromAgent.writeEnd.close()
      child = process
      memory = ProcessMemory(pid: process.pid)
    }
  }

  private static func pipe() throws(WorkerFault) -> (
    readEnd: FileDescriptor, writeEnd: FileDescriptor
  ) {
    do {
      return try FileDescriptor.pipe()
    } catch {
      throw WorkerFault("cannot make a pipe: \(error)")
    }
  }

  /// Sends a line and waits for the answer's; `nil` when there will be none.
  mutating func ask<Answer: Decodable>(
    _ request: some Encodable, _ answer: Answer.Type, whileOpen parent: FileDescriptor
  ) throws(WorkerFault) -> Answer? {
    let line: [UInt8]
    do {
      line = try JSON.line(request)
    } catch {
      throw WorkerFault("cannot ask: \(error)")
    }
    // An interpreter that is gone hears nothing and answers nothing.
    guard (try? requests.writeAll(line)) != nil else { return nil }
    guard let line = try answers.next(whileOpen: parent) else { return nil }
    do {
      return try JSON.value(Answer.self, of: line)
    } catch {
      let text = String(decoding: line, as: UTF8.self).asOneLine
      throw WorkerFault("the interpreter's answer is not understood: \(text)")
    }
  }
}
