import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PySize
import PyTarget
import Subprocess
import SystemPackage
import Testing

/// Programs of others with a CPython in them.
@Suite struct EmbeddingTests {
  /// A new folder for programs, which is to be removed.
  private static func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/pysize-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("a program that has some of libpython's data is read", arguments: await LiveBuild.all())
  func copiedData(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard let embedded = try await Embedded(interpreter) else {
      print("skipped: a program with libpython's data on \(build) because it cannot be linked here")
      return
    }
    try await embedded.compile("embedding.c", linked: .shared, to: "\(folder)/program")
    try await Self.expectKept(by: "\(folder)/program", of: embedded, build, isHidden: false)
  }

  /// No symbol leads to CPython.
  @Test("a program that exports none of its CPython is read", arguments: await LiveBuild.all())
  func hiddenSymbols(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard let embedded = try await Embedded(interpreter), embedded.archive != nil else {
      print("skipped: a program with all of libpython on \(build) because there is no libpython.a")
      return
    }
    var linked = 0
    for link in [Embedded.Link.archive, .fixedArchive] {
      // Debian's libpython.a is not for programs that may be anywhere
      do { try await embedded.compile("embedding.c", linked: link, to: "\(folder)/\(link)") } catch
      {
        continue
      }
      linked += 1
      try await Self.expectKept(by: "\(folder)/\(link)", of: embedded, build, isHidden: true)
    }
    if linked == 0 {
      print("skipped: a program with all of libpython on \(build) because it cannot be linked here")
    }
  }

  @Test(
    "what a program's own allocator hands out is pymalloc's, or unknown",
    arguments: await LiveBuild.all())
  func ownAllocator(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    // PEP 445; before 3.5 it was another struct
    if build.version < Version(3, 5) { return }
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard let embedded = try await Embedded(interpreter) else {
      print(
        "skipped: a program with its own allocator on \(build) because it cannot be linked here")
      return
    }
    try await embedded.compile("allocator.c", linked: .shared, to: "\(folder)/program")
    for kind in ["arenas", "objects"] {
      try await WaitingProgram(
        path: "\(folder)/program", arguments: [kind],
        environment: .inherit.updating(["PYTHONHOME": embedded.home])
      ).look { pid, _ in
        let heap = try ProcessHeap(ofProcess: pid)
        let name = "\(build), \(kind)"
        let kept = try #require(heap.types.first { $0.qualifiedName == "__main__.Kept" }, "\(name)")
        let isKnown = kind == "arenas"
        #expect(kept.count == 1000, "\(name): \(kept)")
        // The first of a block may be the only one there
        #expect(isKnown ? kept.withoutBlock == 0 : kept.withoutBlock > 990, "\(name): \(kept)")
        #expect(isKnown ? kept.allocated >= 48000 : kept.allocated < 10000, "\(name): \(kept)")
        #expect(
          isKnown ? heap.failures.isEmpty : "\(heap.failures)".contains("is not known here"),
          "\(name): \(heap.failures)")
        let sum = heap.owners.reduce(0) { $0 + $1.share.resident }
        #expect(sum == heap.resident, "\(name): all owners together")
        let pymalloc = heap.allocators.first { $0.name == "pymalloc" }?.shares ?? []
        #expect(pymalloc.contains { $0.bytes > 100_000 } == isKnown, "\(name)")
        let largest = heap.largest.first?.allocated ?? 0
        #expect(largest < 1 << 20, "\(name): \(largest)")
      }
    }
  }

  /// Expects that what a program keeps is found, and that it is said where its CPython has ended.
  private static func expectKept(
    by path: String, of embedded: Embedded, _ build: Build, isHidden: Bool
  ) async throws {
    func program(_ arguments: String...) -> WaitingProgram {
      WaitingProgram(
        path: path, arguments: arguments,
        environment: .inherit.updating(["PYTHONHOME": embedded.home]))
    }
    try await program().look { pid, _ in
      let heap = try ProcessHeap(ofProcess: pid)
      #expect(heap.build == build, "\(path): \(build)")
      let kept = heap.types.first { $0.qualifiedName == "__main__.Kept" }
      #expect(kept?.count == 1000, "\(path): \(build): \(String(describing: kept))")
      #expect(
        heap.failures.isEmpty && heap.unread.isEmpty, "\(path): \(build): \(heap.failures)")
      let listed = RunningPython.all.first { $0.pid == pid }?.build
      #expect(listed?.version == build.version, "\(path): \(build)")
      #expect(listed?.isDebug == build.isDebug, "\(path): \(build)")
    }
    // Before 3.7 nobody says that it has ended
    if build.version < Version(3, 7) { return }
    try await program("ended").look { pid, _ in
      let error = #expect(throws: (any Error).self, "\(path): \(build)") {
        try ProcessHeap(ofProcess: pid)
      }
      #expect(
        "\(error.map { "\($0)" } ?? "")".hasSuffix("has started and not ended"),
        "\(path): \(build)")
      // Where no symbol says so, a list does not look for what would
      #expect(
        isHidden || !RunningPython.all.contains { $0.pid == pid }, "\(path): \(build)")
    }
  }

  @Test(
    "the CPython that runs is looked at, whatever else is loaded", arguments: await LiveBuild.all())
  func twoCPythons(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let others = await LiveBuild.found().filter { $0.build != build }
    guard let other = others.first(where: { $0.build.version > build.version }) ?? others.first,
      let own = try await Embedded(interpreter), let second = try await Embedded(other)
    else {
      print("skipped: two CPythons on \(build) because there are no two libpythons here")
      return
    }
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await own.compile("two.c", linked: .byName, to: "\(folder)/two")
    for (isFirst, starts) in [(true, false), (false, false), (true, true)] {
      let name = "\(build) and \(other.build): first \(isFirst), both \(starts)"
      let one = [own.library, own.home, "yes"]
      let two = [second.library, second.home, starts ? "yes" : "no"]
      try await WaitingProgram(
        path: "\(folder)/two", arguments: isFirst ? one + two : two + one
      ).look { pid, told in
        let heap = try ProcessHeap(ofProcess: pid)
        let kept = heap.types.first { $0.qualifiedName == "__main__.Kept" }
        #expect(kept?.count == 1000, "\(name): \(told)")
        if starts {
          let rest = heap.build == build ? other.build : build
          #expect(
            heap.unread.contains { $0.contains("CPython \(rest), which the process runs as well") },
            "\(name): \(heap.unread)")
          #expect([build, other.build].contains(heap.build), "\(name)")
        } else {
          #expect(heap.build == build && heap.unread.isEmpty, "\(name): \(heap.unread)")
        }
      }
    }
  }
}

/// A libpython that a program of C can have.
private struct Embedded {
  let include: String
  let library: String
  let folder: String
  /// `PYTHONHOME`
  let home: String
  /// libpython.a, and what it needs besides; `nil` where it is not there.
  let archive: [String]?

  /// How a program has it.
  enum Link {
    /// The program opens it itself.
    case byName
    case shared
    /// All of it is the program's own, which exports nothing and has lost its symbols.
    case archive
    /// The same, in a program that is always at the same addresses.
    case fixedArchive
  }

  /// `nil` where there is no compiler, no header or no libpython.
  init?(_ interpreter: OracleSupport.Interpreter) async throws {
    let ask = """
      import sys, sysconfig
      print(sysconfig.get_path('include'))
      for name in ['LIBDIR', 'LDLIBRARY']: print(sysconfig.get_config_var(name))
      print(sys.prefix)
      for name in ['LIBPL', 'LIBRARY', 'MODLIBS', 'LIBS', 'SYSLIBS']: print(sysconfig.get_config_var(name))
      """
    let told = try await Oracle.run(interpreter.executable, ["-c", ask])
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard told.count >= 9, Oracle.onPath("cc") != nil,
      FileManager.default.fileExists(atPath: "\(told[0])/Python.h"), told[2].hasSuffix(".so"),
      FileManager.default.fileExists(atPath: "\(told[1])/\(told[2])")
    else { return nil }
    (include, folder, library, home) = (told[0], told[1], "\(told[1])/\(told[2])", told[3])
    let archive = "\(told[4])/\(told[5])"
    let libraries = told[6...8].joined(separator: " ").split(separator: " ").map(String.init)
    self.archive =
      FileManager.default.fileExists(atPath: archive)
      ? [archive] + libraries + ["-lpthread", "-lutil", "-ldl", "-lm"] : nil
  }

  /// Compiles a program of this folder's.
  func compile(_ name: String, linked link: Link, to path: String) async throws {
    let source = FilePath(#filePath).removingLastComponent().appending("C/\(name)").string
    let options =
      switch link {
      case .byName: ["-ldl"]
      case .shared: [library, "-Wl,-rpath,\(folder)"]
      case .archive: (archive ?? []) + ["-s"]
      case .fixedArchive: (archive ?? []) + ["-s", "-no-pie"]
      }
    _ = try await Oracle.run(
      Oracle.onPath("cc") ?? "cc", ["-O1", "-w", source, "-I\(include)"] + options + ["-o", path])
  }
}
