import CommandLineSupport
import FoundationEssentials
import OracleSupport
import PySize
import PySizeTestSupport
import SeededRandom
import Synchronization
import Testing

/// Byte maps: every byte once, sums that add up, and the same on the emulator as in an interpreter.
@Suite struct LayoutTests {
  /// What is wrong with a report by itself; `nil` for nothing.
  static func fault(_ report: ObjectLayout) -> String? {
    for map in report.maps {
      for (row, next) in zip(map.rows, map.rows.dropFirst())
      where row.offset + row.size != next.offset {
        return "\(map.part): \(next.name) at \(next.offset) follows \(row.name) at \(row.offset)"
      }
      let sum = Purpose.allCases.reduce(0) { $0 + map.size(of: $1) }
      if sum != map.allocated ?? map.size {
        return "\(map.part): the purposes add up to \(sum), not \(map.allocated ?? map.size)"
      }
      if let allocated = map.allocated, allocated < map.size {
        return "\(map.part): \(map.size) bytes in a block of \(allocated)"
      }
    }
    return nil
  }

  /// An instance's blocks together are what `compare` says that one takes, dict included.
  @Test(arguments: Build.kinds)
  func recordsTakeWhatIsAllocated(on build: Build) throws {
    for record in Catalogue.records {
      // Rows of an array are no objects of their own
      guard record.obstacle(Sample(build: build)) == nil, record.id != "numpy" else { continue }
      let what = What.record(record, fields: .article, nth: 50)
      let report = try what.layout(on: build)
      #expect(Self.fault(report) == nil, "\(build): \(record.id)")
      #expect(
        try report.allocated == what.estimate(on: build).allocated, "\(build): \(record.id)")
    }
  }

  /// A slot is the user's data, also under a name that CPython has for its own.
  @Test(arguments: Build.released)
  func slotsAreData(on build: Build) throws {
    let names = ["size", "owner", "flags", "hash", "state", "base"]
    let what = What.made("slots", source: "", make: "") { heap in
      let object = try heap.makeClass("C", slots: names)()
      for name in names { try object.set(name, to: try heap.make(1)) }
      return [object]
    }
    let map = try #require(try what.layout(on: build).maps.first)
    #expect(map.size(of: .data) == names.count * build.pointerSize, "\(build)")
    #expect(map.size(of: .bookkeeping) == 0, "\(build)")
  }

  /// Classes of all shapes: bases with and without slots, dict and weakref, attributes set or not.
  @Test(arguments: Build.kinds)
  func randomClassesAddUp(on build: Build) throws {
    var random = SplitMix64(seed: SplitMix64.seed)
    for number in 0..<SplitMix64.cases(of: 60) {
      let shape = Self.Shape(using: &random)
      let what = What.made("random", source: "", make: "", emulated: shape.make)
      let report = try what.layout(on: build)
      let place = "\(build), seed \(SplitMix64.seed), class \(number): \(shape)"
      #expect(Self.fault(report) == nil, "\(place)")
      for map in report.maps where map.allocated == nil {
        Issue.record("\(place): \(map.part) is not from the allocator")
      }
      for advice in report.advice {
        #expect(
          report.maps.contains { map in
            map.part == advice.part
              && map.rows.contains {
                advice.offset == $0.offset || advice.offset == $0.offset + $0.size
              }
          }, "\(place): \(advice)")
        #expect(advice.saves >= 0 && advice.saves < report.allocated ?? 0, "\(place): \(advice)")
      }
    }
  }

  /// A class, its base, and what its instance holds.
  struct Shape: Sendable, CustomStringConvertible {
    let baseSlots: [String]?
    let slots: [String]?
    let attributes: [String]
    var description: String {
      "base \(baseSlots.map { "\($0)" } ?? "without slots"), "
        + "slots \(slots.map { "\($0)" } ?? "none"), set \(attributes)"
    }

    init(using random: inout SplitMix64) {
      func names(_ prefix: String) -> [String] {
        (0..<Int.random(in: 0...12, using: &random)).map { "\(prefix)\($0)" }
      }
      var base: [String]? = Bool.random(using: &random) ? names("b") : nil
      var own: [String]? = Bool.random(using: &random) ? names("s") : nil
      if base != nil, Int.random(in: 0..<3, using: &random) == 0 { base?.append("__weakref__") }
      if base != nil, own != nil, Int.random(in: 0..<3, using: &random) == 0 {
        own?.append("__dict__")
      }
      baseSlots = base
      slots = own
      let hasDict = base == nil || own == nil || own?.contains("__dict__") == true
      let all = (base ?? []) + (own ?? []) + (hasDict ? names("a") : [])
      attributes = all.filter { !$0.hasPrefix("__") && Bool.random(using: &random) }
    }

    @Sendable func make(in heap: Heap) throws -> [Object] {
      let base = try heap.makeClass("Base", slots: baseSlots)
      let object = try heap.makeClass("C", bases: [base], slots: slots)()
      for name in attributes { try object.set(name, to: try heap.make(1)) }
      return [object]
    }
  }

  /// The rule that says which allocator's function gave a block agrees with the emulator's own.
  @Test(arguments: Build.kinds)
  func blocksAreOfTheirDomain(on build: Build) throws {
    let heap = try Heap(build)
    for what in ObjectCases.all(on: build) {
      let objects = try what.objects(in: heap)
      let object = try #require(objects.last)
      try withExtendedLifetime(objects) {
        let inspection = try Inspector(build, reading: heap.memory).whole
          .inspect(try object.address)
        for block in inspection.blocks {
          let domain = block.domain(in: inspection.type, on: build)
          guard let size = try? heap.allocator.blockSize(of: block.address, domain) else {
            // What is static is not the allocator's at all
            #expect(
              AllocatorDomain.allCases.allSatisfy {
                (try? heap.allocator.blockSize(of: block.address, $0)) == nil
              }, "\(build): \(what.name): \(block.part) is not of \(domain)")
            continue
          }
          #expect(
            size == build.allocatedSize(of: block.size, in: domain)
              // A block that was longer stays where it was: _PyObject_Realloc, Objects/obmalloc.c
              || ["items", "buffer"].contains(block.part),
            "\(build): \(what.name): \(block.part)")
        }
      }
    }
  }

  @Test func interpretersShowTheSame() async throws {
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder)
    for interpreter in await LiveRecordTests.interpreters() {
      var checked = 0
      for what in Self.seen(on: interpreter.build) {
        let model = try what.layout(on: interpreter.build)
        let result = await What.layouts(
          of: [what], on: interpreter, pool: pool, paths: cache.installed(for: interpreter))[0]
        if case .failure(let error) = result, "\(error)".contains("not installed") { continue }
        let real = try result.get()
        checked += 1
        let place = "\(interpreter.build): \(what.name)"
        #expect(Self.fault(real) == nil, "\(place)")
        #expect(real.size == model.size && real.allocated == model.allocated, "\(place)")
        #expect(real.maps.map(\.part) == model.maps.map(\.part), "\(place)")
        for (ours, theirs) in zip(model.maps, real.maps) {
          #expect(
            ours.outline(among: model.maps) == theirs.outline(among: real.maps),
            "\(place): \(ours.part)")
        }
        #expect(model.advice == real.advice, "\(place)")
      }
      print("checked \(interpreter.build): \(checked) objects as byte maps")
    }
  }

  /// Records and literals that both sides make, none of them shared.
  private static func seen(on build: Build) -> [What] {
    // A package's version decides its records' layouts, and the model is asked for the newest
    Catalogue.records.filter {
      $0.obstacle(Sample(build: build)) == nil && ($0.package == nil || $0.id == "cython")
    }.map { .record($0, fields: .article, nth: 40) }
      + ["[1, 2]", "{'x': 1}", "{1: 2}", "{1, 2}", "1.5", "(1, [])", "10**30", "b'abc' * 3"]
      .compactMap { text in
        (try? What.literal(text).layout(on: build)).map { _ in .literal(text) }
      }
  }
}

extension ByteMap {
  /// What is the same of every object of a shape: not the addresses and counts.
  fileprivate func outline(among maps: [ByteMap]) -> [String] {
    rows.map { row in
      "\(row.offset) \(row.size) \(row.name) \(row.cType ?? "-") \(row.purpose)"
        + " \(maps.part(pointedAtBy: row, in: self) ?? "-")"
    }
  }
}
