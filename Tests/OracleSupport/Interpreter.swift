import FoundationEssentials
public import PyLayout

/// A CPython that is here, and which build it is.
public struct Interpreter: Sendable {
  /// The program.
  public let executable: String
  /// The folder that it takes for all files, entered by chroot(8); `nil` for the machine's own.
  public let root: String?
  /// What it says it is.
  public let build: Build
  /// The folder of its Python.h, in its root; `nil` where none is installed.
  public let include: String?

  /// The program and the arguments that start it with some arguments.
  public func command(_ arguments: [String]) -> (path: String, arguments: [String]) {
    Oracle.command(executable, arguments, in: root)
  }

  /// Runs a Python file, which reads the question and writes the answer as JSON.
  ///
  /// - Parameter hashSeed: its `PYTHONHASHSEED`; `nil` for hashes that nobody looks at.
  /// - Throws: when it does not end well, or the answer is not the one expected.
  public func ask<Answer: Decodable>(
    _ script: String, _ question: some Encodable, as answer: Answer.Type = Answer.self,
    hashSeed: Int? = nil
  ) async throws -> Answer {
    let input = try asJSON(question)
    let output = try await Oracle.run(
      executable, hashSeed == nil ? ["-E", "-S", script] : ["-S", script], input: input,
      extra: hashSeed.map { ["PYTHONHASHSEED": "\($0)"] } ?? [:])
    return try JSONDecoder().decode(Answer.self, from: Data(output.utf8))
  }
}

extension Interpreter {
  /// Every CPython under the pyenv root, and the `python3` and `python3-dbg` of PATH, each build once.
  static func find() async -> [Interpreter] {
    let home = Oracle.variables["HOME"] ?? "/"
    let versions = (Oracle.variables["PYENV_ROOT"] ?? "\(home)/.pyenv") + "/versions"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? []
    let pyenv = names.sorted().map { "\(versions)/\($0)/bin/python" }
      .filter(FileManager.default.isExecutableFile)
    return await asked(
      (pyenv + ["python3", "python3-dbg"].compactMap(Oracle.onPath)).map { (nil, $0) })
  }

  /// Every CPython in the Debian roots that Tests/Recording/roots.sh makes, each build once.
  static func findInRoots() async -> [Interpreter] {
    let home = Oracle.variables["HOME"] ?? "/"
    let folder = (Oracle.variables["XDG_CACHE_HOME"] ?? "\(home)/.cache") + "/pysize-roots"
    func names(in folder: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
    let found = names(in: folder).flatMap { name in
      let root = "\(folder)/\(name)"
      let folders = ["/usr/bin"] + names(in: "\(root)/opt").map { "/opt/\($0)/bin" }
      return folders.flatMap { bin in
        names(in: root + bin).filter { $0.wholeMatch(of: /python\d\.\d+(-dbg|t)?/) != nil }
          .map { (root, "\(bin)/\($0)") }
      }
    }
    return await asked(found)
  }

  /// Those of some programs that answer what they are, each build once, by version.
  private static func asked(_ programs: [(root: String?, path: String)]) async -> [Interpreter] {
    var found: [Interpreter] = []
    for (root, path) in programs {
      do {
        let interpreter = try await Interpreter(asking: path, in: root)
        if !found.contains(where: { $0.build == interpreter.build }) { found.append(interpreter) }
      } catch {
        print("skipped: \(path) because \(error)")
      }
    }
    return found.sorted { $0.build.version < $1.build.version }
  }

  /// The interpreter at a path, asked what it is.
  private init(asking path: String, in root: String?) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/probe.py"
    let text = try String(contentsOfFile: script, encoding: .utf8)
    let output = try await Oracle.run(path, ["-E", "-S", "-c", text], in: root)
    let told = try JSONDecoder().decode(Probe.self, from: Data(output.utf8))
    self.root = root
    executable = told.executable
    build = try told.build
    include = told.include
  }
}

/// What probe.py says.
private struct Probe: Decodable {
  let version: [Int]
  let executable: String
  let include: String?
  let pointerSize: Int
  let isFreeThreaded: Bool
  let isDebug: Bool
  let tracesReferences: Bool
  let gcHeadSize: Int

  var build: Build {
    get throws {
      func build(aligned: Bool?) throws(BuildError) -> Build {
        try Build(
          Version(version[0], version[1], version[2]), pointerSize: pointerSize,
          isFreeThreaded: isFreeThreaded, isDebug: isDebug, tracesReferences: tracesReferences,
          alignsToTwoPointers: aligned)
      }
      let released = try build(aligned: nil)
      // Python-build patches 3.6.15: only the GC head tells
      guard released.gcHeadSize != gcHeadSize, let patched = try? build(aligned: true),
        patched.gcHeadSize == gcHeadSize
      else { return released }
      return patched
    }
  }
}
