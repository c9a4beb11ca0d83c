import OracleSupport
import PyEmulator
import PyInspector
import PyLayout
import PyMemory
import Testing

/// Frames and tracebacks have the bytes that CPython leaves of a call that raised.
@Suite struct FrameTests {
  /// What frames.py says of a traceback and its frame.
  struct Told: Decodable, Sendable {
    let address, frame: UInt64
    let size, lasti, tb_lasti, tb_lineno, tb_size, argcount, stacksize, length, firstlineno: Int
    let varnames, cellvars: [String]

    func function(in heap: Heap) throws -> Object {
      var parts = PyCode("f", parameters: Array(varnames.prefix(argcount)))
      parts.varnames = varnames
      parts.cellvars = cellvars
      parts.stacksize = stacksize
      parts.firstlineno = firstlineno
      parts.code = Array(repeating: 9, count: length)
      return try heap.makeFunction(parts)
    }
  }

  @Test("frames have CPython's bytes", arguments: await LiveBuild.all())
  func bytes(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    try await interpreter.converse(
      Scripts.path("frames.py"), extra: ["PYTHONHASHSEED": "0"]
    ) { conversation in
      let told = try await conversation.hear([Told].self)
      try #require(told.count == 2)
      let heap = try Heap(build)
      let frames = try frames(told, in: heap)
      let ours = Inspector(build, reading: heap.memory)
      let real = Inspector(build, reading: ProcessMemory(pid: conversation.pid))
      for (told, frame) in zip(told, frames) {
        #expect(try ours.inspect(frame.address).size == told.size, "\(build)")
        #expect(try frame.get("f_lasti").int == told.lasti, "\(build)")
        try compare((frame.address, ours), (Address(rawValue: told.frame), real))
      }
      // Up to 3.10 the line is known, later it is what the code says
      let isKnown = build.version < Version(3, 11)
      let inner = try heap.makeTraceback(
        of: frames[1], lineno: isKnown ? told[1].tb_lineno : nil)
      let outer = try heap.makeTraceback(
        of: frames[0], next: inner, lineno: isKnown ? told[0].tb_lineno : nil)
      for (told, traceback) in zip(told, [outer, inner]) {
        #expect(try ours.inspect(traceback.address).size == told.tb_size, "\(build)")
        #expect(try traceback.get("tb_lasti").int == told.tb_lasti, "\(build)")
      }
    }
  }

  /// The frames of the call and of the call in it.
  private func frames(_ told: [Told], in heap: Heap) throws -> [Object] {
    let caller = try heap.makeFrame(of: told[0].function(in: heap))
    let outer = try heap.makeFrame(
      of: told[0].function(in: heap),
      locals: [heap.make(3000), heap.make(4.5), told[0].function(in: heap)],
      back: caller, lasti: told[0].lasti)
    let inner = try heap.makeFrame(
      of: told[1].function(in: heap),
      locals: [heap.make(1000), heap.make(4.5), heap.make(2.5), heap.makeTuple(1000, 4.5), nil],
      back: outer, lasti: told[1].lasti)
    return [outer, inner]
  }

  /// A frame's own bytes; what it refers to is other tests' business.
  private func compare(
    _ ours: (Address, Inspector<EmulatedMemory>), _ theirs: (Address, Inspector<ProcessMemory>)
  ) throws {
    let build = ours.1.build
    let comparison = try ByteComparison(ours, theirs)
    let frame = try #require(comparison.parts.first, "\(build): \(comparison.mismatches)")
    #expect(frame.fields.count > 10, "\(build)")
    // Where no loop and no try is open nobody has written
    for field in frame.fields
    where field.isUnexplained && !field.row.name.hasPrefix("f_blockstack") {
      Issue.record(
        "\(build): \(frame.name).\(field.row.name): \(field.emulated.bytes), \(field.real ?? [])")
    }
  }

  /// An exception holds its traceback, that its frames, and those their variables, until somebody lets go.
  @Test(arguments: ClaimTests.builds) func tracebacksHoldVariables(_ build: Build) throws {
    let heap = try Heap(build)
    var parts = PyCode("load")
    (parts.varnames, parts.code) = (["data", "other"], [9, 0, 9, 0])
    let load = try heap.makeFunction(parts)
    let Data = try heap.makeClass("Data")
    let data = try Data()
    let weakref = try heap.makeWeakref(to: data)
    let frame = try heap.makeFrame(of: load, locals: [data], lasti: 2)
    let traceback = try heap.makeTraceback(of: frame, lineno: 3)
    try data.release()
    #expect(try weakref.referent != nil, "\(build)")
    #expect(try traceback.get("tb_frame").isSame(as: frame), "\(build)")
    #expect(try traceback.get("tb_lineno").int == 3, "\(build)")
    #expect(try frame.get("f_code").isSame(as: load.get("__code__")), "\(build)")
    #expect(try frame.get("f_back").isSame(as: heap.none), "\(build)")
    #expect(try heap.referrers(of: frame).count == 1, "\(build)")
    if build.version >= Version(3, 0) {
      let error = try heap.builtinClass("Exception")()
      #expect(throws: PyError.self) { try error.set("__traceback__", to: 1) }
      try error.set("__traceback__", to: traceback)
      for object in [frame, traceback] { try object.release() }
      #expect(try weakref.referent != nil, "\(build)")
      // traceback.clear_frames
      try error.get("__traceback__").get("tb_frame").clear()
      #expect(try weakref.referent == nil, "\(build)")
      try error.set("__traceback__", to: heap.none)
    } else {
      for object in [traceback, frame] { try object.release() }
      #expect(try weakref.referent == nil, "\(build)")
    }
    // Up to 3.10 the code has kept the block, and the next frame has it
    let blocks = try heap.blocks().count
    let again = try heap.makeFrame(of: load)
    #expect(try (heap.blocks().count == blocks) == (build.version < Version(3, 11)), "\(build)")
    let second = try heap.makeFrame(of: load, back: again)
    for object in [again, second, load] { try object.release() }
    #expect(try heap.collect() == 0, "\(build)")
    #expect(heap.failure == nil, "\(build)")
  }

  /// A frame that its own variables lead to is the collector's.
  @Test(arguments: ClaimTests.builds) func framesAreCollected(_ build: Build) throws {
    let heap = try Heap(build)
    var parts = PyCode("f", parameters: ["x"])
    (parts.code, parts.cellvars, parts.freevars) = ([9, 0], ["x"], ["y"])
    let f = try heap.makeFunction(parts, closure: [heap.makeCell(heap.make(2.5))])
    let list = try heap.makeList()
    let frame = try heap.makeFrame(of: f, locals: [list])
    try list.append(frame)
    let Node = try heap.makeClass("Node")
    let node = try Node()
    try list.append(node)
    let weakref = try heap.makeWeakref(to: node)
    for object in [node, list, frame] { try object.release() }
    #expect(try weakref.referent != nil, "\(build)")
    // The list, the cell, the frame, the node, and up to 3.10 no dict for it
    #expect(try heap.collect() >= 4, "\(build)")
    #expect(try weakref.referent == nil, "\(build)")
    #expect(heap.failure == nil, "\(build)")
  }
}
