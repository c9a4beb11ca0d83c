import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PyTarget
import Testing

/// A process, its core file and its picture that was saved have the same heap.
@Suite struct PictureTests {
  @Test("a core file has the heap of the process", arguments: await LiveBuild.all())
  func cores(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    try await interpreter.withTarget { target in
      let picture = try ProcessPicture(ofProcess: target.pid)
      let heap = try ProcessHeap(in: picture)
      #expect(heap.objects > 10_000, "\(interpreter.build)")
      #expect(picture.stackPointers.count == 3, "\(interpreter.build)")
      let unread = heap.allocators.flatMap(\.shares).filter { $0.owner == .room(.unread) }
      #expect(unread.allSatisfy { $0.bytes == 0 }, "\(interpreter.build): \(unread)")
      if let path = try await target.gcore() {
        let core = try ProcessPicture(ofCore: path)
        #expect(core.pause == .still && core.unread.isEmpty, "\(core.unread)")
        expectEqual(
          try ProcessHeap(in: core).answers, heap.answers, "\(interpreter.build), gcore's")
        #expect(core.stackPointers.sorted() == picture.stackPointers.sorted())
        #expect(core.mappings.contains { $0.name == "[heap]" })
        #expect(core.mappings.contains { $0.name == "[stack]" })
      } else {
        print("skipped: gcore's core files on CPython \(interpreter.build): there is no gcore")
      }
      if let path = try await target.aborted() {
        let core = try ProcessPicture(ofFile: path)
        #expect(core.pause == .still && core.unread.isEmpty, "\(core.unread)")
        let coreHeap = try ProcessHeap(in: core)
        expectEqual(coreHeap.answers, heap.answers, "\(interpreter.build), the kernel's")
        #expect(core.stackPointers.sorted() == picture.stackPointers.sorted())
        let names = ["[heap]", "[stack]"]
        #expect(
          core.mappings.filter { names.contains($0.name) }.map(\.withoutCounts)
            == picture.mappings.filter { names.contains($0.name) }.map(\.withoutCounts))
        // What is saved of a core is the same again
        let saved = "\(target.folder)/saved"
        try core.save(to: saved)
        let again = try ProcessHeap(in: ProcessPicture(ofFile: saved))
        expectEqual(again.answers, coreHeap.answers, "\(interpreter.build), saved of a core")
        expectEqual(again.inMemory, coreHeap.inMemory, "\(interpreter.build), saved of a core")
      } else {
        print(
          "skipped: the kernel's core files on CPython \(interpreter.build): it writes none here")
      }
    }
  }

  @Test("a saved picture gives the same answers", arguments: await LiveBuild.all())
  func saved(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    try await interpreter.withTarget { target in
      let picture = try ProcessPicture(ofProcess: target.pid)
      let heap = try ProcessHeap(in: picture)
      let path = "\(target.folder)/picture"
      try picture.save(to: path)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      // Over one that is there, which is replaced, and through a link
      try FileManager.default.createSymbolicLink(
        atPath: "\(target.folder)/link", withDestinationPath: path)
      try picture.save(to: "\(target.folder)/link")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: target.folder).sorted()
          == ["link", "picture"])
      let opened = try ProcessPicture(ofFile: path)
      #expect(opened.pause == picture.pause && opened.unread == picture.unread)
      #expect(opened.mappings == picture.mappings)
      #expect(opened.resident == picture.resident)
      let again = try ProcessHeap(in: opened)
      expectEqual(again.answers, heap.answers, "\(interpreter.build)")
      expectEqual(again.inMemory, heap.inMemory, "\(interpreter.build)")
      // Saved again, it is the same file
      try opened.save(to: "\(target.folder)/again")
      #expect(
        try Data(contentsOf: URL(filePath: path))
          == Data(contentsOf: URL(filePath: "\(target.folder)/again")))
    }
  }

  @Test("addresses that are only reserved cost nothing", arguments: await LiveBuild.newest())
  func reservedAddresses(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let script = URL(filePath: #filePath).deletingLastPathComponent().path
    try await interpreter.converse("\(script)/Python/reserving.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let start = cpuTime
      let heap = try ProcessHeap(in: ProcessPicture(ofProcess: conversation.pid))
      let time = cpuTime - start
      #expect(heap.objects > 10_000 && heap.resident < 1 << 30, "\(interpreter.build)")
      // Some twenty times what it takes; a look at each page takes more than a minute
      #expect(time < 10, "\(interpreter.build)")
      print("checked: \(interpreter.build): 544 GiB of addresses in \(time) s")
    }
  }

  @Test func whatCannotBeWrittenIsSaid() throws {
    let picture = ProcessPicture.empty
    for (path, reason) in [
      ("/", PictureError.Reason.noFile), ("/dev/null", .noFile),
      ("/nowhere/at/all", .unwritable("No such file or directory")),
      ("", .unwritable("it has no name")),
    ] {
      #expect(failure { () throws(PictureError) in try picture.save(to: path) }?.reason == reason)
    }
  }
}
