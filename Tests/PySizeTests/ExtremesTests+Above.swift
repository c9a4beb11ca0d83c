import PySize

/// What stands above the emulator: the inspector, the records, the reports.
extension ExtremesTests {
  static func show(_ report: some Report) {
    for format in Format.allCases { _ = report.rendered(as: format) }
    for width in ints { _ = report.rendered(as: .text, for: Terminal(color: true, width: width)) }
  }

  /// An object that was inspected.
  static func inspected(_ build: Build) throws -> (Heap, Object, Inspection) {
    let heap = try Heap(build)
    let list = try heap.make(PyValue(literal: "[1, 2]", on: build))
    return (heap, list, try heap.inspect(list))
  }

  static let above: [Case] = [
    Case("Heap+Inspection", "size(of:)", "inspect(_:)", "layout(of:)") { build in
      let heap = try Heap(build)
      let list = try heap.makeList()
      try list.release()
      each([list]) { _ = try heap.size(of: $0) }
      each([list]) { _ = try heap.inspect($0) }
      each([list]) { _ = try heap.layout(of: $0) }
      each(ints) { _ = try heap.layout(of: $0) }
    },
    Case(
      "Inspector", "init(_:reading:wideCharacter:)", "size(of:)", "size(of:by:)", "type(at:)",
      "inspect(_:)"
    ) { build in
      let (heap, list, _) = try inspected(build)
      let known = [try list.address, try list.type.address]
      for wide in ints {
        let inspector = Inspector(build, reading: heap.memory, wideCharacter: wide)
        for address in addresses + known {
          each([address]) { _ = try inspector.size(of: $0) }
          each(addresses + known) { _ = try inspector.size(of: address, by: $0) }
          each([address]) { _ = try inspector.type(at: $0) }
          each([address]) { _ = try inspector.inspect($0) }
        }
      }
    },
    Case("Inspector+Referents", "referents(of:)") { build in
      let (heap, list, _) = try inspected(build)
      each(addresses + [try list.address]) {
        _ = try Inspector(build, reading: heap.memory).referents(of: $0)
      }
    },
    Case("Inspector+Owned", "owned(by:)") { build in
      let (heap, _, _) = try inspected(build)
      each(addresses) { _ = try Inspector(build, reading: heap.memory).owned(by: $0) }
    },
    Case("ByteComparison", "init(of:by:)", "init(_:_:)") { build in
      let (heap, list, _) = try inspected(build)
      let inspector = Inspector(build, reading: heap.memory)
      for address in addresses + [try list.address] {
        each([address]) { _ = try ByteComparison(of: $0, by: inspector) }
        each([address]) { _ = try ByteComparison(($0, inspector), (list.address, inspector)) }
      }
      // What it follows may be nested to any depth
      var deep = list
      for _ in 0..<10_000 { deep = try heap.makeTuple(of: [deep]) }
      let twin = deep
      _ = try ByteComparison((deep.address, inspector), (twin.address, inspector))
    },
    Case("Catalogue", "record(_:)") { _ in each(texts) { _ = Catalogue.record($0) } },
    Case("Fields", "init(parsing:)") { _ in each(texts) { _ = try Fields(parsing: $0) } },
    Case("Sample", "init(build:fields:nth:packageVersion:)") { build in
      for nth in ints {
        for record in Catalogue.records {
          let sample = Sample(build: build, nth: nth, packageVersion: "\(nth)")
          each([sample]) { _ = try record.prediction($0) }
          _ = (record.note(sample), record.obstacle(sample))
        }
      }
    },
    Case("Standing", "init(nth:settled:allocated:first:later:)") { _ in
      pairs { a, b in
        _ = Standing(nth: a, settled: b, allocated: a, first: b, later: a).isSettled
      }
    },
    Case("Instances", "instances(_:_:)") { build in
      for record in Catalogue.records {
        each([Sample(build: build)]) { _ = try record.instances(ints, $0) }
      }
    },
    Case("Comparison+Measurement", "init(_:_:counts:measurement:)") { build in
      for record in Catalogue.records {
        let sample = Sample(build: build, nth: -5)
        _ = Comparison(record, sample, counts: ints, measurement: nil)
      }
    },
    Case("Survey", "init(records:fields:nth:counts:)") { build in
      for nth in ints { _ = Survey(nth: nth, counts: ints).snippets(for: build).count }
      let survey = Survey(records: Array(Catalogue.records.prefix(4)), nth: -5, counts: ints)
      show(ComparisonReport([survey.predictions(on: build)], counts: ints))
    },
  ]
}
