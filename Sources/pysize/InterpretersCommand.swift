import ArgumentParser
import PySize
import SystemPackage

/// `pysize interpreters`
struct InterpretersCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "interpreters",
    abstract: "The interpreters found: which build each is, how it is reached, what it lacks.",
    discussion: """
      Without --python, every interpreter on PATH, in pyenv and in the usual folders is listed.

      An interpreter is reached by its libpython, which a worker process loads, or, where it has \
      no shared one, as a process whose memory is read from outside.

        pysize interpreters                   all that are found
        pysize interpreters --python 3.13     one, and what it lacks
      """)

  @OptionGroup var interpreters: InterpreterOptions
  @OptionGroup var output: OutputOptions

  func check() throws { try output.requireNoPictures() }

  func run() async throws {
    let workplace = Workplace.shared
    let found = await interpreters.find(by: workplace.finder, orElse: ["all"])
    let jobs = found.interpreters.map { interpreter in
      WorkerPool.Job(
        interpreter, [.whatIsMissing],
        paths: workplace.cache?.installed(for: interpreter) ?? [])
    }
    let results = await workplace.pool.measure(jobs)
    let entries = zip(found.interpreters, results).map { interpreter, measurements in
      InterpretersReport.Entry(
        build: interpreter.build, executable: interpreter.executable.text,
        libpython: interpreter.libpython?.text, bridge: interpreter.bridge.rawValue,
        missing: measurements.first.flatMap(\.missing), whyNotLoaded: interpreter.whyNotLoaded)
    }
    try output.write(InterpretersReport(entries))
    if found.isIncomplete || entries.isEmpty { throw ExitCode(ExitStatus.notThere) }
  }
}

extension Snippet {
  /// Asks which of the records' packages, and the C headers, are there, without importing any.
  static let whatIsMissing = Snippet(
    id: "missing", package: nil, extensionSource: nil,
    source: """
      import os, sysconfig
      try:
          from importlib.util import find_spec
          def lacks(name): return int(find_spec(name) is None)
      except ImportError:
          from imp import find_module
          def lacks(name):
              try:
                  find_module(name)
                  return 0
              except ImportError:
                  return 1
      def lacks_header():
          return int(not os.path.exists(os.path.join(sysconfig.get_path('include'), 'Python.h')))
      """, make: "object()", count: 1,
    parts: Set(Catalogue.records.compactMap(\.package)).sorted { $0.name < $1.name }.map {
      Part(name: $0.name, size: "lacks('\($0.module)')")
    } + [Part(name: "Python.h", size: "lacks_header()")])
}

extension Measurement {
  /// What ``Snippet/whatIsMissing`` found missing; `nil` when it could not be asked.
  fileprivate var missing: [String]? {
    status == .measured ? parts.filter { $0.size != 0 }.map(\.name) : nil
  }
}
