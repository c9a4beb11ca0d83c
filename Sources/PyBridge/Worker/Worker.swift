internal import PyLayout
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The process that measures on one interpreter, started by ``WorkerPool``.
public enum Worker {
  /// The first argument that makes an executable call ``main()``.
  public static let argument = "__worker"

  /// Answers the parent until it hangs up, and returns the exit code.
  ///
  /// An executable that holds a ``WorkerPool`` calls this, before anything else and from its main
  /// thread, when its first argument is ``argument``.
  public static func main() async -> Int32 {
    makeCrashesQuiet()
    signal(SIGPIPE, SIG_IGN)
    do throws(WorkerFault) {
      var channel = try ParentChannel()
      do throws(WorkerFault) {
        try serve(&channel)
      } catch {
        try channel.send(WorkerEvent(fault: error.reason.asOneLine))
      }
    } catch {
      return 70
    }
    end()
  }

  private static func serve(_ channel: inout ParentChannel) throws(WorkerFault) {
    let parent = channel.requests.descriptor
    guard let line = try channel.requests.next() else { return }
    let header = try value(WorkerHeader.self, of: line)
    let build: Build
    do throws(BuildError) {
      build = try Build(parsing: header.build)
    } catch {
      throw WorkerFault("\(error)")
    }
    let interpreter = FilePath(text: header.executable).cacheName(build)
    var agent = try Agent(header, on: build)

    /// No answer means that the interpreter has ended; this worker ends in the same way.
    func noAnswer() -> Never {
      // Where Python is in this process, its thread ends it.
      while !parent.isHungUp(within: 10) { agent.child?.endAlikeWhenOver() }
      end()
    }

    let settings = AgentSettings(paths: header.paths.map { BytePath(text: $0) })
    guard let ready = try agent.ask(settings, AgentReady.self, whileOpen: parent) else {
      noAnswer()
    }
    guard ready.build == build.spoken else {
      throw WorkerFault(
        "\(header.libpython ?? header.executable) is CPython \(ready.build), not \(build.spoken)")
    }
    try channel.send(WorkerEvent(ready: true))
    while let line = try channel.requests.next() {
      let snippet = try value(Snippet.self, of: line)
      let request = AgentRequest(snippet, header: header, interpreter: interpreter)
      guard let answer = try agent.ask(request, AgentAnswer.self, whileOpen: parent) else {
        noAnswer()
      }
      let measurement = answer.measurement(of: snippet, on: build, in: agent.memory)
      let place = answer.object.map {
        Place(pid: agent.child?.pid ?? getpid(), object: $0, besides: answer.besides ?? [:])
      }
      try channel.send(WorkerEvent(measurement: measurement, place: place))
    }
  }

  /// A crash is a result here: nobody wants its core file, nor Swift's backtrace.
  private static func makeCrashesQuiet() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      signal(number, SIG_DFL)
    }
  }

  /// Ends this process and all that it started: whoever asked has hung up.
  private static func end() -> Never {
    if getpgrp() == getpid() { kill(0, SIGKILL) }
    _exit(0)
  }

  private static func value<T: Decodable>(
    _ type: T.Type, of line: ArraySlice<UInt8>
  ) throws(WorkerFault) -> T {
    do {
      return try JSON.value(type, of: line)
    } catch {
      throw WorkerFault("a worker of this program cannot read its parent's \(type)")
    }
  }
}
