import FoundationEssentials
import OracleSupport
import PySize
import PySizeTestSupport
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
    let article = try ArticleReport(sample, counts: [1_000_000])
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

  @Test(arguments: ReadmeTests.catalogues) func pagesShowRealCode(_ page: String) throws {
    let this = try #require(FileManager.default.contents(atPath: #filePath))
    let sources =
      try [String(decoding: this, as: UTF8.self)] + SourceFile.all(under: "").map(\.text)
    for example in try ReadmeTests.text(of: page).split(separator: "```swift\n").dropFirst() {
      for line in (example.split(separator: "```").first ?? "").split(separator: "\n") {
        var code = String(line.trimmingPrefix { $0 == " " })
        if code.hasPrefix("import ") { continue }
        // `print(a)  // b` is `a == b` here
        if let printed = code.wholeMatch(of: /print\((.*)\)  \/\/ (.*)/) {
          code = "#expect(\(printed.1) == \(printed.2))"
        } else if let printed = code.wholeMatch(of: /print\((.*)\)/) {
          code = String(printed.1)
        }
        #expect(sources.contains { $0.contains(code) }, "\(page): \(line)")
      }
    }
  }
}
