import CommandLineSupport
import FoundationEssentials
import OracleSupport
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Processes that see other numbers, users or files than who looks at them, and files that are gone.
@Suite struct HeapElsewhereTests {
  private static let program = """
    import os
    class Parcel: pass
    keep = [Parcel() for each in range(1234)]
    os.write(1, b'on\\n')
    os.read(0, 1)
    os._exit(0)
    """

  /// Where processes are is the same for each CPython.
  private static func python() async throws -> OracleSupport.Interpreter {
    try #require(await LiveBuild.newest().first).required()
  }

  /// The path of `unshare`, where its options are allowed here.
  private static func unshare(_ options: [String]) async throws -> String? {
    if let unshare = Oracle.onPath("unshare"),
      try await CommandLineRun(executable: unshare, arguments: options + ["true"]).exitCode == 0
    {
      return unshare
    }
    print("skipped: processes of unshare \(options.joined(separator: " ")): not allowed here")
    return nil
  }

  /// Runs what starts the program, and calls a function when it stands still.
  ///
  /// - Parameter gone: a folder that is removed before.
  private static func look(
    _ executable: String, _ arguments: [String], gone: String? = nil,
    _ body: @escaping @Sendable (Int32) async throws -> Void
  ) async throws {
    _ = try await run(
      .path(FilePath(executable)), arguments: Arguments(arguments), input: .inputWriter,
      output: .sequence, error: .combinedWithOutput
    ) { child in
      var lines = child.standardOutput.strings().makeAsyncIterator()
      let line = try await lines.next()
      #expect(line == "on", "\(arguments): \(line ?? "")")
      if let gone { try FileManager.default.removeItem(atPath: gone) }
      // The outer number of what `unshare --fork` has started
      let pid = child.processIdentifier.value
      let forked = try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)
      try await body(forked.flatMap { Int32($0.prefix { $0 != " " }) } ?? pid)
      try await child.standardInputWriter.finish()
    }
  }

  /// Expects that a process is looked at as any other.
  private static func expectParcels(_ pid: Int32) async throws {
    // Without these /proc/PID/map_files is closed, and files are opened by their names
    let names = ["--bounding-set=-sys_admin,-checkpoint_restore", Checkout.pysize.string]
    let setpriv = getuid() == 0 ? Oracle.onPath("setpriv") : nil
    for (executable, options) in [(Checkout.pysize.string, []), setpriv.map { ($0, names) }]
      .compactMap(\.self)
    {
      let found = try await CommandLineRun(
        executable: executable,
        arguments: options + ["heap", "\(pid)", "--type", "__main__.Parcel"])
      #expect(found.exitCode == 0 && found.output.contains("Parcel: 1234"), "\(found)")
    }
    struct Answer: Decodable { let notFollowed: [String] }
    let all = try await CommandLineRun(["heap", "\(pid)", "--format", "json"])
    let answer = try JSONDecoder().decode(Answer.self, from: Data(all.output.utf8))
    // Who is not root has names alone to open files by
    #expect(answer.notFollowed.isEmpty || getuid() != 0, "\(answer)")
    let list = try await CommandLineRun(["heap", "--list", "--format", "csv"])
    let line = list.output.split(separator: "\n").first { $0.hasPrefix("\(pid),") }
    #expect(line?.contains(",3.") == true, "\(list)")
  }

  @Test(arguments: [
    ["--pid", "--fork", "--mount-proc"], ["--user", "--map-root-user"],
    ["--net", "--ipc", "--uts"],
    ["--user", "--map-root-user", "--pid", "--fork", "--mount-proc"],
  ])
  func aProcessOfOtherNamespaces(_ options: [String]) async throws {
    guard let unshare = try await Self.unshare(options) else { return }
    let python = try await Self.python().executable
    try await Self.look(unshare, options + [python, "-S", "-c", Self.program]) {
      try await Self.expectParcels($0)
    }
  }

  /// The kernel has taken its memory from its first thread, whose number is the process's.
  @Test func aProcessWhoseFirstThreadHasEnded() async throws {
    let python = try await Self.python().executable
    let program = """
      import ctypes, os, threading, time
      def work():
          while open('/proc/%d/stat' % os.getpid()).read().rsplit(') ')[-1][0] != 'Z':
              time.sleep(0.01)
          os.write(1, b'on\\n')
          os.read(0, 1)
          os._exit(0)
      class Parcel: pass
      keep = [Parcel() for each in range(1234)]
      threading.Thread(target=work).start()
      ctypes.CDLL(None).pthread_exit(None)
      """
    try await Self.look(python, ["-S", "-c", program]) { pid in
      try await Self.expectParcels(pid)
      let stopped = try await CommandLineRun(["heap", "\(pid)", "--pause", "stop"])
      #expect(stopped.exitCode == 0 && stopped.output.contains("in memory:"), "\(stopped)")
    }
  }

  /// A copy of an interpreter, which is nowhere else.
  private static func copies(of python: OracleSupport.Interpreter, to folder: String) async throws {
    // Of a static one there is the program alone
    let script = """
      folder=$1 program=$(readlink -f "$0")
      cp "$program" "$folder/python"
      ldd "$program" | sed -n 's/.*=> \\(.*libpython.*\\) (.*/\\1/p' | xargs -I{} cp {} "$folder/"
      """
    _ = try await Oracle.run("/bin/sh", ["-ec", script, python.executable, folder])
  }

  /// Starts the copy with the rest of the interpreter that it is of.
  private static let start = """
    folder=$1
    LD_PRELOAD=$(ls "$folder"/libpython* 2>/dev/null || true) PYTHONHOME=$2 \\
      exec "$folder/python" -S -c "$3"
    """

  private static func home(of python: OracleSupport.Interpreter) async throws -> String {
    try await Oracle.run(python.executable, ["-S", "-c", "import sys; print(sys.prefix, end='')"])
  }

  @Test func aProcessWhoseFilesNobodyElseSees() async throws {
    guard let unshare = try await Self.unshare(["--mount"]) else { return }
    let python = try await Self.python()
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/python", withIntermediateDirectories: true)
    try await Self.copies(of: python, to: "\(folder)/python")
    // All else of the machine is where it was, in a root of its own
    let move = """
      keep=$(mktemp -d) && cp -r "$1/python/." "$keep" && mount -t tmpfs none "$1" && mkdir "$1/own" \\
        && mv "$keep"/* "$1/own" && rmdir "$keep"
      for each in /*; do
        case $each in /proc|/sys|/tmp) continue;; esac
        if [ -L "$each" ]; then cp -P "$each" "$1/"
        elif [ -d "$each" ]; then mkdir "$1$each"; mount --rbind "$each" "$1$each"; fi
      done
      mkdir -p "$1/proc" "$1/tmp"; mount -t proc proc "$1/proc"
      exec chroot "$1" /bin/sh -c "$4" sh /own "$2" "$3"
      """
    let home = try await Self.home(of: python)
    try await Self.look(
      unshare, ["--mount", "/bin/sh", "-ec", move, "sh", folder, home, Self.program, Self.start]
    ) { try await Self.expectParcels($0) }
  }

  @Test func aProcessWhoseFilesAreGone() async throws {
    let python = try await Self.python()
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await Self.copies(of: python, to: folder)
    let home = try await Self.home(of: python)
    try await Self.look(
      "/bin/sh", ["-ec", Self.start, "sh", folder, home, Self.program], gone: folder
    ) { try await Self.expectParcels($0) }
  }

  @Test(arguments: ["libjemalloc.so.2", "libtcmalloc_minimal.so.4", "libmimalloc.so.2"])
  func aProcessWithAnotherMalloc(_ library: String) async throws {
    let path = "/usr/lib/x86_64-linux-gnu/\(library)"
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: a process with another malloc because there is no \(path)")
      return
    }
    let python = try await Self.python().executable
    // Threads' data stacks and what they keep for themselves look like a few of glibc's chunks
    let program = """
      import threading
      for each in range(3): threading.Thread(target=threading.Event().wait, daemon=True).start()
      \(Self.program)
      """
    try await Self.look("/usr/bin/env", ["LD_PRELOAD=\(path)", python, "-S", "-c", program]) {
      pid in
      try await Self.expectAnotherMalloc("\(pid)")
      guard let gcore = Oracle.onPath("gcore") else {
        print("skipped: a core of a process with \(library) because there is no gcore")
        return
      }
      let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      _ = try await Oracle.run(gcore, ["-o", "\(folder)/core", "\(pid)"])
      try await Self.expectAnotherMalloc("\(folder)/core.\(pid)")
      // What it has grown by is no 0 where that is not known
      struct Growth: Decodable {
        struct Change: Decodable { let before, after: Int }
        struct Grown: Decodable {
          let name: String
          let unknown: Change
        }
        let types: [Grown]
      }
      let since = try await CommandLineRun([
        "heap", "\(pid)", "--since", "\(folder)/core.\(pid)", "--format", "json",
      ])
      let growth = try JSONDecoder().decode(Growth.self, from: Data(since.output.utf8))
      let dicts = growth.types.first { $0.name == "dict" }?.unknown
      #expect(dicts?.before ?? 0 > 0 && dicts?.after ?? 0 > 0, "\(since)")
    }
  }

  /// Expects that nothing is taken for a chunk of glibc's, and pymalloc's go on.
  private static func expectAnotherMalloc(_ target: String) async throws {
    struct Answer: Decodable {
      struct Label: Decodable {
        let label: String
        let allocator: String?
        let bytes: Int
      }
      let labels: [Label]
      let notFollowed: [String]
    }
    let run = try await CommandLineRun(["heap", target, "--format", "json"])
    let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
    let malloc = answer.labels.filter { $0.allocator == "malloc" }.reduce(0) { $0 + $1.bytes }
    #expect(malloc == 0, "\(target): \(answer)")
    #expect(
      answer.labels.contains { $0.label == "otherAllocator" && $0.bytes > 0 },
      "\(target): \(answer)")
    #expect(
      answer.labels.contains { $0.label == "objects" && $0.bytes > 100_000 },
      "\(target): \(answer)")
    #expect(
      answer.notFollowed.count == 1 && answer.notFollowed[0].contains("that is not known here"),
      "\(target): \(answer)")
  }

  @Test func aLookFromANamespaceOfItsOwn() async throws {
    let options = ["--pid", "--fork"]
    guard let unshare = try await Self.unshare(options) else { return }
    let (pysize, python) = (Checkout.pysize.string, try await Self.python().executable)
    // Where /proc is of the outer one, its numbers are of others
    try await Self.look(python, ["-S", "-c", Self.program]) { pid in
      for target in [["\(pid)"], ["--python", python, "--", "-c", "0"]] {
        let run = try await CommandLineRun(
          executable: unshare, arguments: options + [pysize, "heap"] + target)
        #expect(run.exitCode == 69 && run.output.isEmpty, "\(run)")
        #expect(run.errors.contains("pid namespace"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      }
      let list = try await CommandLineRun(
        executable: unshare, arguments: options + [pysize, "heap", "--list"])
      #expect(list.exitCode == 0 && list.output.contains("not readable"), "\(list)")
    }
    let run = try await CommandLineRun(
      executable: unshare,
      arguments: options + [
        "--mount-proc", pysize, "heap", "--type", "object", "--python", python, "--", "-c",
        "x = [object() for i in range(2000)]",
      ])
    #expect(run.exitCode == 0 && run.output.contains("object: 2"), "\(run)")
  }
}
