import CommandLineSupport
import PyInspector
import PySize
import Testing

/// Objects of millions of items: the head, the tail, and totals that add up.
@Suite struct LargeObjectTests {
  private static let makes = [
    "[None] * 3000000", "(None,) * 3000000", "dict.fromkeys(range(200000))", "b'x' * 20000000",
    "set(range(200000))", "u'x' * 20000000", "u'\\u20ac' * 10000000", "bytearray(20000000)",
    "1 << 30 * 1000000", "__import__('array').array('b', b'x') * 20000000",
    "__import__('collections').deque([None] * 1000000)",
  ]

  @Test func middlesAreElided() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: try PackageCache(environment: LiveRecordTests.environment).folder)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let snippets = Self.makes.map {
        Snippet(
          id: $0, package: nil, extensionSource: nil, source: "", make: $0, count: 1, parts: [])
      }
      let outcomes = await pool.measure(.init(interpreter, snippets, paths: [])) {
        Self.fault($1, on: build) ?? "none"
      }
      for outcome in outcomes {
        #expect(outcome.seen == "none", "\(build): \(outcome.measurement.id)")
      }
    }
  }

  private static func fault(_ made: WorkerPool.Made, on build: Build) -> String? {
    do {
      let inspection = try Inspector(build, reading: made).inspect(made.object)
      let fields = inspection.blocks.flatMap(\.fields)
      if fields.count > 5000 { return "\(fields.count) fields" }
      let read = fields.reduce(0) { $0 + $1.bytes.count }
      if read > 1 << 20 { return "\(read) bytes are kept" }
      for field in fields {
        guard let elided = field.elided else { continue }
        let shares = elided.shares.reduce(0) { $0 + $1.size }
        if shares != field.size { return "\(field.name): \(shares) of \(field.size) bytes" }
      }
      let size = inspection.blocks.reduce(0) { $0 + $1.size }
      // string_sizeof, Objects/stringobject.c of 2.7, and unicode__sizeof__ count as they please
      let isExact = inspection.kind != .array && build.version >= .v3_0
      if isExact && size != inspection.size { return "\(size) bytes, not \(inspection.size ?? 0)" }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The rows of a list, one by one or elided, are as many as its items.
  @Test(arguments: [Build.kinds[0], Build.kinds[Build.kinds.count - 1]])
  func rowsAddUp(on build: Build) throws {
    let text = "[\(Array(repeating: "None", count: 5000).joined(separator: ","))]"
    let report = try What.literal(text).layout(on: build)
    let items = try #require(report.maps.last)
    let rows = items.rows.filter { $0.name.hasPrefix("ob_item") }
    #expect(rows.count == 1001 && rows.map(\.count).max() ?? 0 >= 4000, "\(build)")
    #expect(
      rows.reduce(0) { $0 + $1.count * build.pointerSize } == rows.reduce(0) { $0 + $1.size },
      "\(build)")
    #expect(items.size(of: .data) == 5000 * build.pointerSize, "\(build)")
    #expect(LayoutTests.fault(report) == nil, "\(build)")
  }
}
