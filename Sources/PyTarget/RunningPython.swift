#if os(Linux)
  public import PyLayout
  internal import PyMemory

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// A process of this machine that runs CPython, as far as can be seen.
  public struct RunningPython: Hashable, Sendable {
    /// The process.
    public let pid: Int32
    /// Which CPython it is; `nil` where it may not be read. Of one that exports no symbols, how a 3.6 aligns its
    /// objects is not told.
    public let build: Build?
    /// Why it may not be read, or is not covered; `nil` where it may.
    public let reason: String?
    /// Bytes that are in memory: `RssAnon`, `RssFile`, `RssShmem` of `/proc/PID/status` together.
    public let resident: Int
    /// What it was started as.
    public let command: String

    /// The processes that run CPython, by their numbers; those that may not be read, by the name of their
    /// program.
    public static var all: [RunningPython] {
      var found: [RunningPython] = []
      var programs = Programs()
      for pid in ProcessFile.numbers(in: "/proc") where pid != getpid() {
        let thread = ProcessFile.thread(withMemoryOf: pid)
        let command = ((try? ProcessFile.text("cmdline", of: thread)) ?? "")
          .split(separator: "\0").joined(separator: " ")
        if command.isEmpty { continue }
        let resident = Self.resident(thread)
        do throws(ProcessError) {
          found.append(
            RunningPython(
              pid: pid, build: try build(of: pid, by: thread, &programs), reason: nil,
              resident: resident, command: command))
        } catch {
          switch error.reason {
          case .ended, .noCPython: continue
          case .unreadable, .otherNumbers:
            let program = command.split(separator: " ").first?.split(separator: "/").last ?? ""
            if !program.contains("python") { continue }
          default: break
          }
          found.append(
            RunningPython(
              pid: pid, build: nil, reason: "\(error)", resident: resident, command: command))
        }
      }
      return found.sorted { $0.pid < $1.pid }
    }

    private static func build(
      of pid: Int32, by thread: Int32, _ programs: inout Programs
    ) throws(ProcessError) -> Build {
      do throws(ProcessError) {
        return try Build(ofProcess: pid)
      } catch {
        guard error.reason == .noCPython, programs.mayHaveCPython(pid, thread) else { throw error }
        // Its symbols are hidden: a search of its data is for those that may have any
        return try Build(ofUntouchedProcess: pid)
      }
    }

    /// Whether programs and libraries may be a CPython's, each asked once.
    private struct Programs {
      private var known: [String: Bool] = [:]

      mutating func mayHaveCPython(_ pid: Int32, _ thread: Int32) -> Bool {
        let mappings = (try? ProcessMaps(ofProcess: pid))?.mappings ?? []
        let names = Set(mappings.filter { $0.isExecutable && $0.isFile }.map(\.name))
        return (["/proc/\(thread)/exe"] + names.map { "/proc/\(thread)/root\($0)" })
          .contains { isCPython($0) }
      }

      private mutating func isCPython(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        let file = "\(status.st_dev) \(status.st_ino)"
        if let answer = known[file] { return answer }
        // What it asks the environment for, whatever its version: Python/pythonrun.c, Python/initconfig.c
        let answer = (try? MappedFile(path))?.contains("PYTHONHASHSEED") ?? false
        known[file] = answer
        return answer
      }
    }

    private static func resident(_ thread: Int32) -> Int {
      let status = (try? ProcessFile.text("status", of: thread)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
      return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        .map { $0 * 1024 } ?? 0
    }
  }
#endif
