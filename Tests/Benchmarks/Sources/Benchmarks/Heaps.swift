import FoundationEssentials
import PySize
import Subprocess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// `pysize heap` of a process with millions of objects, beside guppy3 in that process and beside a bare copy
/// of its pages.
struct Heaps {
  let pysize: FilePath
  let interpreter: Interpreter
  private static let pairs = 7

  /// What a look at a process took.
  private struct Look {
    /// Seconds that the process was stopped, and of CPU.
    var pause = 0.0
    var cpu = 0.0
    /// Bytes at the most.
    var memory = 0.0
    /// What the look has changed in the process: faults, and bytes in memory.
    var faults = 0.0
    var grown = 0.0
    var objects = 0.0
    var resident = 0.0
  }

  /// What is promised.
  func verdicts() async throws -> [Verdict] {
    try await inNewFolder(verdicts)
  }

  private func verdicts(_ folder: FilePath) async throws -> [Verdict] {
    let copy = try await compiled(in: folder)
    let guppy = try await installed(in: folder)

    var (stops, idle, cpus, rivals, all) = (
      [Double](), [Double](), [Double](), [Double](), [Look]()
    )
    try await withProcess(thousands: 2540) { process in
      for _ in 0..<Self.pairs {
        let look = try await process.look(["--pause", "stop"], pysize)
        let bare = try await process.copy(copy)
        stops.append((look.pause - 0.02) / bare)
        let quiet = try await process.look([], pysize)
        idle.append(quiet.pause)
        cpus.append(quiet.cpu)
        all += [look, quiet]
      }
      // Last, for it changes the process
      if let guppy {
        for _ in 0..<Self.pairs { rivals.append(try await process.guppy(guppy)) }
      }
    }
    var verdicts = [
      Verdict(
        promise: "heap: the process stopped, 20 ms less, of a bare copy of its pages",
        measured: stops.median, limit: 1.5, unit: "times"),
      Verdict(
        promise: "heap: an idle process stopped", measured: idle.max() ?? .nan, limit: 0, unit: "s"),
      Verdict(
        promise: "heap: faults of the process", measured: all.map(\.faults).max() ?? .nan, limit: 0,
        unit: "faults"),
      Verdict(
        promise: "heap: added to the process", measured: all.map(\.grown).max() ?? .nan, limit: 0,
        unit: "bytes"),
      Verdict(
        promise: "heap: CPU of an object, references included",
        measured: all.map { $0.cpu / $0.objects }.median * 1e6, limit: 0.4, unit: "µs"),
      Verdict(
        promise: "heap: memory, of the process's",
        measured: all.map { $0.memory / $0.resident }.median, limit: 1.6, unit: "times"),
    ]
    if !rivals.isEmpty {
      verdicts.append(
        Verdict(
          promise: "heap: CPU, of guppy3's heap() with its table",
          measured: cpus.median / rivals.median,
          limit: 0.3,
          unit: "times"))
    }
    return try await verdicts + growth()
  }

  /// How the CPU grows from 1 to 4 and from 4 to 16 million objects, for each doubling.
  private func growth() async throws -> [Verdict] {
    var looks: [Look] = []
    for millions in [1, 4, 16] {
      try await withProcess(thousands: millions * 1000) { process in
        var some: [Look] = []
        // Memory that a virtual machine has not had lately costs it four times as much: of each the least is taken
        for _ in 0..<3 { some.append(try await process.look([], pysize)) }
        looks.append(some.sorted { $0.cpu < $1.cpu }[0])
      }
    }
    return zip(looks, looks.dropFirst()).map { less, more in
      let doublings = log2(more.objects / less.objects)
      return Verdict(
        promise:
          "heap: CPU for twice the objects, from \(Int(less.objects)) to \(Int(more.objects))",
        measured: pow(more.cpu / less.cpu, 1 / doublings), limit: 2.1, unit: "times")
    }
  }

  /// The bare copy, compiled.
  private func compiled(in folder: FilePath) async throws -> FilePath {
    let (source, program) = (folder.appending("copy.c"), folder.appending("copy"))
    try Data(PackageResources.copy_c).write(to: URL(filePath: source.string))
    let result = try await run(
      .name("cc"), arguments: ["-O2", "-pthread", "-o", program.string, source.string],
      output: .discarded, error: .currentStandardError)
    guard result.terminationStatus.isSuccess else { throw NoFigure() }
    return program
  }

  /// guppy3, installed apart; `nil` where it cannot be.
  private func installed(in folder: FilePath) async throws -> FilePath? {
    let packages = folder.appending("packages")
    let result = try await run(
      .path(interpreter.executable),
      arguments: ["-m", "pip", "install", "--quiet", "--target", packages.string, "guppy3==3.1.7"],
      output: .discarded, error: .currentStandardError)
    guard result.terminationStatus.isSuccess else {
      print("skipped: heap: CPU, of guppy3's heap() with its table: it cannot be installed")
      return nil
    }
    return packages
  }

  /// A process with so many objects, as long as `body` works.
  private func withProcess(
    thousands: Int, _ body: (inout Process) async throws -> Void
  ) async throws {
    let script = String(decoding: PackageResources.heap_py, as: UTF8.self)
    _ = try await run(
      .path(interpreter.executable), arguments: ["-E", "-c", script, "\(thousands)"],
      input: .inputWriter, output: .sequence, error: .currentStandardError
    ) { child in
      var process = Process(
        pid: child.processIdentifier.value, input: child.standardInputWriter,
        lines: child.standardOutput.strings().makeAsyncIterator())
      guard try await process.lines.next() != nil else { throw NoFigure() }
      try await body(&process)
      try await child.standardInputWriter.finish()
    }
  }

  /// A process that waits for what to do.
  private struct Process {
    let pid: Int32
    let input: StandardInputWriter
    var lines: SubprocessOutputSequence.StringSequence<UTF8>.AsyncIterator

    /// What `pysize heap` takes.
    func look(_ arguments: [String], _ pysize: FilePath) async throws -> Look {
      let before = try counts
      let cpu = Self.cpuOfChildren
      let result = try await run(
        .path(pysize), arguments: Arguments(["heap", "\(pid)", "--format", "json"] + arguments),
        input: .none, output: .string(limit: 1 << 24), error: .sequence
      ) { execution in
        try await Bench.peakMemory(of: execution.processIdentifier.value)
      }
      let after = try counts
      let told = try JSONDecoder().decode(Told.self, from: Data(result.standardOutput.utf8))
      return Look(
        pause: told.pause.seconds, cpu: Self.cpuOfChildren - cpu,
        memory: Double(result.closureResult),
        faults: after.faults - before.faults, grown: after.resident - before.resident,
        objects: told.objects, resident: told.resident)
    }

    /// The seconds of a bare copy.
    func copy(_ program: FilePath) async throws -> Double {
      let result = try await run(
        .path(program), arguments: ["\(pid)"], output: .string(limit: 1000), error: .discarded)
      return try result.standardOutput.split(separator: " ").first.flatMap { Double($0) }
        ?? { throw NoFigure() }()
    }

    /// The seconds of CPU of guppy3's `heap()` and its table in the process.
    mutating func guppy(_ folder: FilePath) async throws -> Double {
      _ = try await input.write("guppy \(folder)\n")
      return try await lines.next()?.split(separator: " ").first.flatMap { Double($0) }
        ?? { throw NoFigure() }()
    }

    /// Its page faults so far, and its bytes in memory: `/proc/PID/stat`.
    private var counts: (faults: Double, resident: Double) {
      get throws {
        let text = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        // Behind the name, which may hold anything
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 21, let minor = Double(fields[7]), let major = Double(fields[9]),
          let pages = Double(fields[21])
        else { throw NoFigure() }
        return (minor + major, pages * 4096)
      }
    }

    private static var cpuOfChildren: Double {
      var usage = rusage()
      getrusage(RUSAGE_CHILDREN.rawValue, &usage)
      return [usage.ru_utime, usage.ru_stime].reduce(0) {
        $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
      }
    }
  }

  /// What of the answer is compared.
  private struct Told: Decodable {
    struct Pause: Decodable { let seconds: Double }
    let pause: Pause
    let objects: Double
    let resident: Double
  }
}
