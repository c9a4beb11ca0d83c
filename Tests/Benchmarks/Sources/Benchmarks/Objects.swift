import FoundationEssentials
import PySize
import Subprocess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A million objects of a kind, made, collected while they live, and freed: the emulator in this process beside a CPython that
/// runs the same loop, and calls its C API.
struct Objects {
  let interpreter: Interpreter
  private static let pairs = 15
  private static let count = 1_000_000

  /// What one run took: seconds for all objects, and bytes.
  private struct Cost {
    var loop = 0.0
    var make = 0.0
    var collect = 0.0
    var free = 0.0
    var grown = 0.0
  }

  /// What is promised of each kind.
  func verdicts() async throws -> [Verdict] {
    try await inNewFolder(verdicts)
  }

  private func verdicts(_ folder: FilePath) async throws -> [Verdict] {
    let source = folder.appending("objects.c").string
    try Data(PackageResources.objects_c).write(to: URL(filePath: source))

    var runs: [String: [(emulated: Cost, real: Cost)]] = [:]
    for number in 0...Self.pairs {
      for kind in ["instance", "slots", "tuple"] {
        guard let real = try await cost(kind, folder) else { continue }
        // CPython made and freed as many before, in the same process, and so has the emulator
        let heap = try Heap(interpreter.build)
        let first = try emulate(kind, in: heap)
        var emulated = try emulate(kind, in: heap)
        emulated.grown = first.grown
        // The first pair warms up
        if number > 0 { runs[kind, default: []].append((emulated, real)) }
      }
    }
    let others = try await containers(folder) + sets(folder)
    return others
      + runs.keys.sorted().flatMap { kind in
        func verdict(
          _ what: String, limit: Double, _ ratio: (Cost, Cost) -> Double
        ) -> Verdict {
          let ratios = runs[kind, default: []].map { ratio($0.emulated, $0.real) }
          return Verdict(
            promise: "\(kind): \(what)", measured: ratios.median, limit: limit, unit: "times")
        }
        return [
          verdict("made, of the loop in Python", limit: 0.1) { $0.make / $1.loop },
          verdict("made, of the C API", limit: 1) { $0.make / $1.make },
          verdict("collected, of gc.collect()", limit: 1.5) { $0.collect / $1.collect },
          verdict("freed, of del list", limit: 1) { $0.free / $1.free },
          verdict("resident memory, of CPython's", limit: 1.1) { $0.grown / $1.grown },
        ]
      }
  }

  /// Containers that are made one at a time: only what their collection takes.
  private func containers(_ folder: FilePath) async throws -> [Verdict] {
    var verdicts: [Verdict] = []
    for kind in ["dict", "list", "set", "subclass of list"] {
      var ratios: [Double] = []
      for _ in 0..<Self.pairs / 3 {
        guard let real = try await cpython(kind, folder).first else { continue }
        let heap = try Heap(interpreter.build)
        let made = try Self.containers(kind, in: heap)
        let clock = ContinuousClock.now
        try heap.collect()
        ratios.append(clock.elapsed / real)
        withExtendedLifetime(made) {}
      }
      verdicts.append(
        Verdict(
          promise: "\(kind): collected, of gc.collect()", measured: ratios.median, limit: 1.5,
          unit: "times"))
    }
    return verdicts
  }

  /// Objects that are made one at a time, each of three attributes set by a call of its own, and kept: beside
  /// the same loop in Python, each in a process of its own with one thread.
  private func sets(_ folder: FilePath) async throws -> [Verdict] {
    var verdicts: [Verdict] = []
    for kind in ["slots", "instance"] {
      for way in SetLoop.Way.allCases {
        var ratios: [Double] = []
        for _ in 0..<Self.pairs {
          guard let real = try await cpython("\(kind) set", folder).first else { continue }
          let emulated = try await numbers(
            FilePath(CommandLine.arguments[0]),
            ["--set-loop", "\(interpreter.build)", kind, way.rawValue, "\(Self.count)"])
          ratios.append(emulated[0] / real)
        }
        // The shared keys of a plain class are looked at in either way
        let limit = kind == "slots" ? way.isLookedUp ? 0.5 : 1 : 1.5
        verdicts.append(
          Verdict(
            promise: "\(kind): made and set by \(way.rawValue), of the loop in Python",
            measured: ratios.median, limit: limit, unit: "times"))
      }
    }
    return verdicts
  }

  private static func containers(_ kind: String, in heap: Heap) throws -> [Object] {
    let (key, shared) = (try heap.make("x"), try heap.makeList())
    let numbers = try (1...3).map { try heap.make($0) }
    let type = try heap.makeClass("Items", bases: [try heap.builtinClass("list")])
    return try (0..<count).map { _ in
      switch kind {
      case "dict":
        let dict = try heap.makeDict()
        try dict.setItem(key, to: shared)
        return dict
      case "set": return try heap.makeSet(of: numbers)
      default:
        let list = kind == "list" ? try heap.makeList() : try type()
        for number in numbers { try list.append(number) }
        return list
      }
    }
  }

  /// `nil` when the interpreter cannot: it has no headers, or there is no C compiler.
  private func cost(_ kind: String, _ folder: FilePath) async throws -> Cost? {
    let numbers = try await cpython(kind, folder)
    guard numbers.count == 5 else { return nil }
    return Cost(
      loop: numbers[0], make: numbers[1], collect: numbers[2], free: numbers[3],
      grown: numbers[4])
  }

  /// The numbers that the script prints.
  private func cpython(_ kind: String, _ folder: FilePath) async throws -> [Double] {
    let script = String(decoding: PackageResources.objects_py, as: UTF8.self)
    return try await numbers(
      interpreter.executable, ["-E", "-c", script, folder.string, "\(Self.count)", kind])
  }

  /// The numbers that a program prints.
  private func numbers(_ program: FilePath, _ arguments: [String]) async throws -> [Double] {
    let result = try await run(
      .path(program), arguments: Arguments(arguments), output: .string(limit: 1 << 16),
      error: .discarded)
    return result.standardOutput.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  }

  private func emulate(_ kind: String, in heap: Heap) throws -> Cost {
    let point = try Self.point(kind, in: heap)
    var cost = Cost()
    let before = Self.residentMemory
    var clock = ContinuousClock.now
    let list = try heap.makeCopies(of: point, count: Self.count)
    cost.make = clock.elapsed
    cost.grown = Double(Self.residentMemory - before)
    clock = .now
    try list.release()
    cost.free = clock.elapsed
    // Others: which objects the collector has seen changes how they end
    let others = try heap.makeCopies(of: point, count: Self.count)
    clock = .now
    try heap.collect()
    cost.collect = clock.elapsed
    try others.release()
    return cost
  }

  /// An object like those that the loop makes when it has made some.
  static func point(_ kind: String, in heap: Heap) throws -> Object {
    let values = try (1...3).map { try heap.make($0) }
    if kind == "tuple" { return try heap.makeTuple(of: values) }
    let names = ["x", "y", "z"]
    let type = try heap.makeClass("Point", slots: kind == "slots" ? names : nil)
    var point = try type()
    // The first instances of a class have more room
    for _ in 0..<40 {
      point = try type()
      for (name, value) in zip(names, values) { try point.set(name, to: value) }
    }
    return point
  }

  /// Bytes of this process that are in memory.
  static var residentMemory: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * EmulatedMemory.pageSize
  }
}

extension ContinuousClock.Instant {
  /// Seconds since then.
  var elapsed: Double {
    let elapsed = ContinuousClock.now - self
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }
}
