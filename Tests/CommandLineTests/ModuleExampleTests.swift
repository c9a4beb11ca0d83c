import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import PySizeTestSupport
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The Swift on the pages of the libraries' documentation is this file's or the sources', line by
/// line; what a page says that a line prints is expected here.
@Suite struct ModuleExampleTests {
  @Test func layout() throws {
    let build = try Build(parsing: "3.13.0")
    let object = PyObject.layout(on: build)
    #expect(object.ob_type.offset.rawValue == 8)
    #expect(build.gcHeadSize == 16)

    let Point = try PyType(class: "Point", bases: [.object(on: build)], slots: ["x", "y", "z"])
    #expect(Point.tp_basicsize == 40)
    #expect(Point.shallowSize() == 56)
    #expect(build.allocatedSize(of: Point.shallowSize(), in: .gcObject) == 64)
  }

  @Test func memory() throws {
    let build = try Build(parsing: "3.13.0")
    let memory = try EmulatedMemory(pointerSize: build.pointerSize)
    let object = try memory.map(EmulatedMemory.pageSize)
    try memory.store(2, size: 8, at: object)

    let view = try View(PyObject.self, on: build, at: object, in: memory)
    #expect(view[\.ob_refcnt] ?? 0 == 2)
    #expect(view[\.ob_tid] ?? 0 == 0)
  }

  @Test func emulator() throws {
    let heap = try Heap(Build(parsing: "3.13.0"))
    let Point = try heap.makeClass("Point", slots: ["x", "y"])
    let point = try Point()

    let list = try heap.makeList()
    for number in 1...5 { try list.append(number) }
    try point.set("x", to: list)
    #expect(try list.referenceCount ?? 0 == 2)

    let pair = try heap.make(PyValue(literal: "(1, 'two')", on: heap.build))
    #expect(try pair.type.name == "tuple")
  }

  @Test func heap() throws {
    let heap = try Heap(Build(parsing: "3.13.0"))
    let list = try heap.makeList(of: [try heap.make("a"), try heap.make(1 << 40)])
    let census = try heap.census()
    let lists = census.types(named: "list")
    #expect(lists.map(\.count) == [1])
    #expect(lists.map(\.allocated) == [80])
    #expect(census.allocators.map(\.unexplained.blocks) == [0, 0])
    try list.release()
  }

  @Test func treemap() throws {
    let map = Treemap(
      title: "Where the bytes are",
      areas: [
        .init(
          label: "objects",
          parts: [.init(label: "str", bytes: 900, row: "str"), .init(label: "int", bytes: 60)]),
        .init(label: "free", bytes: 400),
      ])
    #expect(map.areas.map(\.bytes) == [960, 400])
    let table = Table(
      columns: [.text("type"), .number("objects")], rows: [.init(["str", "12"], anchor: "str")])
    let document = Document([.picture(.areas(map)), .table(table)])
    #expect(document.blocks.count == 2)
  }

  @Test func growth() throws {
    let heap = try Heap(Build(parsing: "3.13.0"))
    let before = try heap.census()
    let list = try heap.makeList(of: [try heap.make("a"), try heap.make(1 << 40)])
    let growth = HeapGrowth(from: before, to: try heap.census())
    #expect("\(growth.types[0].name)" == "list")
    #expect(growth.types[0].count.difference == 1)
    let type = try heap.census().types(named: "list")[0]
    let values = try heap.census().detail(of: type, values: true).values
    #expect(values.compactMap(\.text) == ["['a', 1099511627776]"])
    try list.release()
  }

  @Test func watching() throws {
    let heap = try Heap(Build(parsing: "3.13.0"))
    let list = try heap.makeList()
    for number in 0..<4 { try list.append(number) }
    let before = try heap.snapshot()
    try list.append(4)
    let difference = try heap.snapshot().difference(from: before)
    #expect(difference.changes.map(\.new.name) == ["ob_size", "ob_item", "allocated"])
    #expect(difference.allocated.map(\.given) == [64])
    #expect(difference.freed.map(\.given) == [32])

    let value = try heap.make(1.5)
    let events = try heap.events { () throws(PyError) in try list.append(value) }
    let address = try value.address
    #expect(events.contains(.counted(address, from: 1, to: 2)) == true)
    #expect(try heap.referrers(of: value).count == 1)

    let Node = try heap.makeClass("Node")
    let node = try Node()
    var told = 0
    let weakref = try heap.makeWeakref(to: node) { _ throws(PyError) in told += 1 }
    try node.release()
    #expect(told == 1)
    #expect(try weakref().isSame(as: heap.none) == true)

    let code = PyCode("f", parameters: ["a", "b"])
    let f = try heap.makeFunction(code, defaults: [1]) { $0[1] }
    #expect(try "\(f(5))" == "1")
    #expect(try heap.size(of: f) == 160)
    #expect(try heap.size(of: f.get("__code__")) == 208)

    let data = try heap.makeBytes(of: Array(repeating: 0, count: 1000))
    let frame = try heap.makeFrame(of: f, locals: [data])
    let error = try heap.builtinClass("Exception")()
    try error.set("__traceback__", to: heap.makeTraceback(of: frame))
    #expect(try heap.referrers(of: data).count == 1)
    try frame.clear()
    #expect(try heap.referrers(of: data).count == 0)

    try heap.collectAtThresholds()
    #expect(heap.collectionThresholds == [2000, 10, 10])
    let lists = try heap.makeList()
    for _ in 0..<100_000 { try lists.append(heap.makeList()) }
    #expect("\(heap.collections[0] > 40)" == "true")
    try heap.collectAtThresholds(false)

    let checked = try Heap(Build(parsing: "3.13.0"), debugHooks: true)
    let text = try checked.make("spam and eggs")
    let place = try text.address.rawValue
    let around = try checked.memory.bytes(at: Address(rawValue: place - 16), count: 16)
    #expect("\(around.prefix(9) == [0, 0, 0, 0, 0, 0, 0, 54, 111])" == "true")
    #expect("\(around.suffix(7) == [253, 253, 253, 253, 253, 253, 253])" == "true")

    let tour = try Walkthrough(
      on: heap.build,
      [
        .init("a = []") { scope throws(PyError) in scope["a"] = try scope.heap.makeList() },
        .init("a.append(1)") { scope throws(PyError) in try scope["a"]?.append(1) },
      ])
    _ = try tour.next()
    _ = try tour.next()
    #expect(try tour.scope["a"]?.count ?? 0 == 1)
    try tour.back()
    #expect(try tour.scope["a"]?.count ?? 1 == 0)

    let arena = try heap.allocator.arenas()[0]
    #expect(arena.size >> 10 == 1024)
    #expect(arena.pools.count == 63)
  }

  @Test func value() throws {
    let pair = PyValue.tuple([.bool(true), .str([0x61])])
    #expect(try pair == PyValue(literal: "(True, 'a')", on: Build(parsing: "3.13.0")))
  }

  @Test func inspector() throws {
    let heap = try Heap(Build(parsing: "3.11.0"))
    let object = try heap.make(PyValue(literal: "[1, 2, 3]", on: heap.build))

    let inspector = Inspector(heap.build, reading: heap.memory)
    let inspection = try inspector.inspect(object.address)
    #expect(inspection.type.tp_name == "list")
    #expect(inspection.size ?? 0 == 88)
    #expect(inspection.blocks.map(\.part) == ["instance", "items"])
    #expect(inspection.blocks.map(\.size) == [56, 32])
  }

  /// Compiled alone: a test runner is no worker.
  private func bridge() async throws {
    if CommandLine.arguments.dropFirst().first == Worker.argument { exit(await Worker.main()) }

    let environment = ProcessInfo.processInfo.environment
    let pool = WorkerPool(
      environment: environment, cache: try PackageCache(environment: environment).folder)
    let list = Snippet(
      id: "list", package: nil, extensionSource: nil, source: "", make: "[1, 2, 3]", count: 1,
      parts: [.init(name: "instance", size: "sys.getsizeof(ob)")])
    let finder = InterpreterFinder(environment: environment)
    for case .success(let interpreter) in await finder.find(["python3"]) {
      let measurements = await pool.measure(WorkerPool.Job(interpreter, [list]))
      print(measurements.map(\.parts))
    }
  }

  /// Compiled alone, as the bridge's.
  private func verify(_ pool: WorkerPool, _ finder: InterpreterFinder) async {
    let found = await finder.find(["python3"]).compactMap { try? $0.get() }
    for verification in await Verifier(pool: pool).verify(200, seed: 1, on: found) {
      print("\(verification.build): \(verification.disagreed) of \(verification.checked) disagree")
    }
  }

  @Test func records() throws {
    let sample = try Sample(build: Build(parsing: "3.7.3"))
    if let record = Catalogue.record("class") {
      let prediction = try record.prediction(sample)
      #expect(prediction.parts.map(\.name) == ["instance", "__dict__"])
      #expect(prediction.parts.map(\.size) == [56, 112])
      #expect(prediction.size == 168)
    }
  }

  @Test func report() throws {
    let sample = try Sample(build: Build(parsing: "3.7.3"))
    let article = try Article(sample, counts: [1_000_000])
    #expect(!article.rendered(as: .markdown).isEmpty)
  }

  @Test func umbrella() throws {
    let build = try Build(parsing: "3.13.0")
    let dict = What.literal("{'x': 1, 'y': 2}")
    #expect(try dict.emulated(on: build).parts.map(\.name) == ["instance", "key table"])
    #expect(try dict.estimate(on: build).size == 184)
    #expect(try dict.estimate(on: build).allocated == 192)

    let survey = Survey(counts: [1_000_000])
    let report = ComparisonReport([survey.predictions(on: build)], counts: survey.counts)
    #expect(!report.rendered(as: .text).isEmpty)
  }

  @Test func gettingStarted() throws {
    let heap = try Heap("3.13.0")
    let Point = try heap.makeClass("Point")
    let point = try Point()
    point.x = 3
    point.tags = ["red", "blue"]
    #expect(try "\(point.x)" == "3")
    #expect(try "\(point.tags[0])" == "'red'")

    let mixed = try heap.make([1, 2.5, "a", nil, [1: "x"]])
    #expect("\(mixed)" == "[1, 2.5, 'a', None, {1: 'x'}]")

    let pair = try heap.make(PyValue(literal: "(1, [2, 3])", on: heap.build))
    #expect("\(pair)" == "(1, [2, 3])")

    #expect(try heap.size(of: point) == 48)
    #expect(try heap.size(of: mixed) == 96)
    #expect(try heap.inspect(mixed).blocks.map(\.part) == ["instance", "items"])

    let list = try heap.make([3, 1, 2])
    list[0] = 1.0
    var total = 0.0
    for item in list { total += try item.double ?? 0 }
    #expect(total == 1.0)
    #expect(try list[0] == list[1])
    #expect(try "\(list[0] == list[1])" == "true")

    let pinned = try heap.make(1 << 20)
    pinned.note = "no"
    #expect(heap.takeFailure()?.kind.rawValue ?? "" == "AttributeError")
    #expect(heap.failure == nil)

    let Vector = try heap.makeClass("Vector", slots: ["x", "y"])
    let x = try Vector.attribute("x")
    let vectors = try (0..<1000).map { number in
      let vector = try Vector()
      try vector.set(x, to: number)
      return vector
    }
    #expect(try "\(vectors[7].get(x))" == "7")

    let makeVector = try Vector.maker("x", "y")
    let more = try (0..<1000).map { try makeVector($0, 2) }
    #expect(try "\(more[7].get(x))" == "7")
    let vector = try makeVector(1, 2)
    #expect(try vector.get(x).int == 1)

    let build: Build = "3.13t"
    #expect("\(build.isFreeThreaded)" == "true")

    let survey = Survey(records: [.slots, .dict, .namedtuple])
    let comparisons = survey.predictions(on: "3.13.0")
    #expect(comparisons.comparisons.map(\.record.id) == ["slots", "dict", "namedtuple"])
  }

  /// Compiled alone: there is no process at hand that runs a Python.
  private func process(_ pid: Int32) throws {
    let running = try Build(ofProcess: pid)
    print(running)
  }

  /// Compiled alone, for the same reason.
  private func heap(ofProcess pid: Int32, and path: String) throws {
    let heap = try ProcessHeap(ofProcess: pid)
    for type in heap.types.prefix(10) {
      print(type.qualifiedName, type.count, type.allocated)
    }
    let before = try ProcessHeap(in: ProcessPicture(ofFile: path))
    let growth = HeapGrowth(from: before, to: heap)
    let report = HeapGrowthReport(growth, from: .file(path), to: .process(pid))
    print(report.rendered(as: .html))
  }

  /// The manifest on the page is one.
  @Test func manifest() async throws {
    let manifest = """
      let package = Package(
        name: "sizes",
        platforms: [.macOS(.v15)],
        dependencies: [.package(path: "../pysize")],
        targets: [
          .executableTarget(
            name: "sizes", dependencies: [.product(name: "PySize", package: "pysize")])
        ]
      )

      """
    let page = try ReadmeTests.text(of: "Sources/PySize/PySize.docc/GettingStarted.md")
    #expect(page.contains("```swift\n\(manifest)```"))
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "pysize-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = "// swift-tools-version: 6.2\nimport PackageDescription\n\n\(manifest)"
    try Data(text.utf8).write(to: folder.appending(path: "Package.swift"))
    let run = try await CommandLineRun(
      executable: try #require(Oracle.onPath("swift")),
      arguments: ["package", "--package-path", folder.path, "dump-package"])
    #expect(run.exitCode == 0 && run.output.contains("PySize"), "\(run.errors)")
  }

  @Test func inspection() throws {
    let build = try Build(parsing: "3.13.0")
    let heap = try Heap(build)
    let list = try heap.makeList()
    for number in 1...5 { try list.append(number) }
    #expect(try heap.size(of: list) == 120)
    #expect(try heap.size(of: list.copy()) == 96)
    #expect(try heap.inspect(list).blocks.map(\.part) == ["instance", "items"])
  }

  /// The examples in comments.
  @Test func comments() throws {
    do {
      let build: Build = "3.13t"
      #expect(build == Build("3.13t"))
      let heap = try Heap(Build(parsing: "3.13.0"))
      let Point = try heap.makeClass("Point", slots: ["x", "y", "z"])
      let point = try Point()
      point.x = 3
      #expect(try "\(point.x)" == "3")
      try point.set("x", to: 1)
      let points = try heap.makeCopies(of: point, count: 1_000_000)
      #expect(try points.count == 1_000_000)
    }
    let heap = try Heap(Build(parsing: "3.13.0"))
    let list = try heap.make(PyValue(literal: "[1, 2, 3]", on: heap.build))
    #expect(try heap.size(of: list) == 88)
  }

  /// Swift in the sources' comments is this file's, line by line, as that of the pages is.
  @Test func commentsShowRealCode() throws {
    let this = String(
      decoding: try #require(FileManager.default.contents(atPath: #filePath)), as: UTF8.self)
    var lines = 0
    for file in try SourceFile.all(under: "") {
      var isCode = false
      var before: Substring?
      for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
        let line = line.trimmingPrefix { $0 == " " }
        defer { before = line }
        guard line.hasPrefix("///") else {
          isCode = false
          continue
        }
        let text = line.dropFirst(3)
        // Code starts behind an empty line, and ends where the text goes on
        isCode = text.hasPrefix("     ") && (isCode || before == "///")
        guard isCode else { continue }
        lines += 1
        let code = Self.checked(text)
        #expect(code.contains { this.contains($0) }, "\(file.path): \(text)")
      }
    }
    #expect(lines > 5)
  }

  /// A line of an example as it may stand in this file: `print(a)  // b` is `a == b` here, or
  /// `"\(a)" == "b"`.
  private static func checked(_ line: Substring) -> [String] {
    let code = String(line.trimmingPrefix { $0 == " " })
    if let printed = code.wholeMatch(of: /print\((try )?(.*)\)  \/\/ (.*)/) {
      let (attempt, value, text) = (printed.1 ?? "", printed.2, printed.3)
      return [
        "#expect(\(attempt)\(value) == \(text))",
        "#expect(\(attempt)\"\\(\(value))\" == \"\(text)\")",
      ]
    }
    if let printed = code.wholeMatch(of: /print\((.*)\)/) { return [String(printed.1)] }
    return [code]
  }

  /// What a package outside this one compiles and runs: Tests/Extending.
  private static func extending() throws -> [String] {
    let folder = Checkout.root.appending("Tests/Extending/Tests/ExtendingTests").string
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
  }

  /// The types that pages tell to write stand outside this package as a whole.
  @Test(arguments: ["AddingARecord", "Extending"])
  func whatOneAddsIsAddedOutside(_ page: String) throws {
    let sources = try Self.extending()
    let text = try ReadmeTests.text(of: "Sources/PySize/PySize.docc/\(page).md")
    var types = 0
    for example in text.split(separator: "```swift\n").dropFirst() {
      let code = String(example.split(separator: "```\n").first ?? "")
      guard code.hasPrefix("struct ") || code.hasPrefix("final class ") else { continue }
      types += 1
      #expect(sources.contains { $0.contains(code) }, "\(page): \(code)")
    }
    #expect(types > 0)
  }

  @Test(arguments: ReadmeTests.catalogues) func pagesShowRealCode(_ page: String) throws {
    let this = try #require(FileManager.default.contents(atPath: #filePath))
    let sources =
      try [String(decoding: this, as: UTF8.self)] + SourceFile.all(under: "").map(\.text)
      + Self.extending()
    for example in try ReadmeTests.text(of: page).split(separator: "```swift\n").dropFirst() {
      for line in (example.split(separator: "```").first ?? "").split(separator: "\n") {
        let code = Self.checked(line)
        if line.hasPrefix("import ") { continue }
        #expect(
          code.contains { form in sources.contains { $0.contains(form) } }, "\(page): \(line)")
      }
    }
  }
}
