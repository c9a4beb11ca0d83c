import FoundationEssentials
import OracleSupport
import PyHeap
import PySize
import SystemPackage
import Testing

/// What is mapped has its owner by what it is, whoever may see it.
@Suite struct MappingTests {
  @Test("files are no shared memory, and that is no file", arguments: await LiveBuild.newest())
  func filesAreFiles(_ live: LiveBuild) async throws {
    try await WaitingScript(name: "mappings.py").look(on: try live.required()) { heap, lines in
      let told = lines.compactMap { line -> (String, Int)? in
        let words = line.split(separator: "\t")
        return words.count == 2 ? Int(words[1]).map { (String(words[0]), $0) } : nil
      }
      #expect(told.count == 2, "\(heap.build): \(lines)")
      for (name, bytes) in told {
        let owner: Owner = name == "file" ? .file : .shared
        let resident = heap.others.filter { $0.owner == owner }.reduce(0) { $0 + $1.resident }
        // What the C library has of locales, too
        let most = bytes + (owner == .file ? 4 << 20 : 0)
        #expect(
          (bytes...most).contains(resident), "\(heap.build): \(name) of \(bytes): \(resident)")
      }
    }
  }

  @Test(
    "zeros behind a library are its own, whatever tables it has",
    arguments: await LiveBuild.newest())
  func zerosAreTheLibrarys(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    guard let compiler = Oracle.onPath("cc") else {
      print("skipped: zeros behind a library because there is no C compiler")
      return
    }
    let folder = FileManager.default.temporaryDirectory.path + "/pysize-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = FilePath(#filePath).removingLastComponent().appending("C/zeros.c").string
    for style in ["gnu", "sysv"] {
      let library = "\(folder)/\(style).so"
      _ = try await Oracle.run(
        compiler, ["-shared", "-fPIC", "-Wl,--hash-style=\(style)", source, "-o", library])
      let script = """
        import ctypes, sys
        ctypes.CDLL(sys.argv[1]).fill()
        print('ready')
        sys.stdout.flush()
        sys.stdin.readline()
        """
      try await WaitingProgram(
        path: interpreter.executable, arguments: ["-c", script, library]
      ).look { pid, _ in
        let heap = try ProcessHeap(ofProcess: pid)
        func resident(_ owner: Owner) -> Int {
          heap.others.filter { $0.owner == owner }.reduce(0) { $0 + $1.resident }
        }
        #expect(resident(.image) >= 48 << 20, "\(heap.build), \(style): \(resident(.image))")
        #expect(resident(.mapping) < 8 << 20, "\(heap.build), \(style): \(resident(.mapping))")
      }
    }
  }
}
