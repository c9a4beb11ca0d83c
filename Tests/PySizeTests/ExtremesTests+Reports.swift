import PySize

extension ExtremesTests {
  /// A report of somebody else's.
  private struct Plain: Report {
    let document: Document
    var flatTable = Table(columns: [], rows: [])
    let json = JSON.null
  }

  /// A record of somebody else's.
  private struct Own: Record {
    let id = "own"
    let title = "own"
    let predicted: Prediction

    func code(_ sample: Sample) -> Code { Code(make: "") }
    func prediction(_ sample: Sample) throws(NotModelled) -> Prediction { predicted }
  }

  static let reports: [Case] = [
    Case("Article", "init(_:counts:)") { build in
      each(ints) { show(try Article(Sample(build: build, nth: $0), counts: ints)) }
    },
    Case(
      "ByteMap", "init(_:of:allocated:known:)", "init(_:allocated:part:)",
      "part(pointedAtBy:in:)"
    ) { build in
      let (_, _, inspection) = try inspected(build)
      let layout = PyType.tuple(on: build).block(items: [("a", 1 << 62)])
      for allocated in ints {
        let maps =
          inspection.blocks.map { ByteMap($0, of: "\0", allocated: allocated) } + [
            ByteMap(layout, allocated: allocated),
            ByteMap(inspection.blocks[0], allocated: nil, known: layout),
          ]
        for map in maps {
          _ = (map.size, map.rounding, map.size(of: .rounding))
          for row in map.rows { _ = maps.part(pointedAtBy: row, in: map) }
        }
        show(ObjectLayout(build: build, what: "\n", maps: maps, size: allocated))
      }
    },
    Case(
      "ObjectLayout", "init(build:what:owned:bases:known:note:standing:facts:allocated:)"
    ) { build in
      each(ints) {
        show(ObjectLayout(build: build, what: "", maps: [], size: $0).answering($0, fault: "\n"))
      }
      let (heap, list, _) = try inspected(build)
      let owned = try Inspector(build, reading: heap.memory).owned(by: list.address)
      each(ints) { size in
        for allocated in [[], [[.bytes(size), .nothing], [.unknown(.notListed)]]] as [[[Allotment]]]
        {
          show(ObjectLayout(build: build, what: "", owned: owned, bases: [], allocated: allocated))
        }
      }
    },
    Case("BytesReport", "init(build:what:comparison:isCompared:)") { build in
      let (heap, list, _) = try inspected(build)
      let inspector = Inspector(build, reading: heap.memory)
      let comparison = try ByteComparison(of: list.address, by: inspector)
      show(BytesReport(build: build, what: "", comparison: comparison, isCompared: false))
    },
    Case(
      "Comparisons", "init(build:executable:libpython:bridge:comparisons:valueAllocated:own:)",
      "with(_:)"
    ) { build in
      let own = UserRecord(id: "\n", title: "")
      pairs { a, b in
        let part = Comparison.Part(name: "", predicted: a, measured: b)
        let one = Comparison(
          record: own, sample: Sample(build: build), status: .mismatch, reason: "\0",
          parts: [part, part], instances: [Instances(count: a, bytes: b, allocated: a)],
          allocated: part)
        let subject = Comparisons(build: build, comparisons: [one], valueAllocated: b)
        _ = ComparisonReport([subject.with(one)], counts: [a, b]).rendered(as: .text)
        _ = ComparisonReport([subject, subject.with(one)], counts: [a]).rendered(as: .html)
      }
    },
    Case("ArticleReport", "init(_:)") { build in
      show(ArticleReport([]))
      let article = try Article(Sample(build: build), counts: [])
      show(ArticleReport([article]))
      show(ArticleReport([article, article]))
    },
    Case("ComparisonReport", "init(_:counts:)") { build in
      show(ComparisonReport([], counts: ints))
      show(ComparisonReport([.init(build: build, comparisons: [])], counts: []))
    },
    Case("ClassFacts", "init(slots:)") { _ in
      each(ints) { _ = ClassFacts(slots: $0) }
    },
    Case("UserClass", "comparison(of:_:on:counts:)", "comparison(on:counts:)") { build in
      each(texts) { text in
        let result = Result<UserClass, WhatError>.failure(.badCode(BadCode(text)))
        let one = UserClass.comparison(of: text, result, on: build, counts: ints)
        _ = ComparisonReport([.init(build: build, comparisons: [one])], counts: ints)
          .rendered(as: .text)
      }
    },
    Case("What+Layout", "init(_:)") { _ in each(texts) { _ = BadCode($0).description } },
    Case(
      "Document", "init(_:)", "text(_:dispensable:breaks:)", "number(_:dispensable:)",
      "init(_:_:anchor:)", "note(_:_:)", "init(columns:rows:)"
    ) { _ in
      show(Plain(document: Document([])))
      for level in ints {
        let columns: [Table.Column] = [
          .text("\0", dispensable: level, breaks: true), .number("a", dispensable: level),
          .text(texts[10]),
        ]
        let rows: [Table.Row] = [
          .init([]), .init(["\n"], .alarm), .init(Array(repeating: "|", count: 9)),
          .note("\u{1B}"),
        ]
        for table in [
          Table(columns: columns, rows: rows), Table(columns: [], rows: rows),
          Table(columns: columns, rows: []),
        ] {
          show(
            Plain(
              document: Document([
                .heading("#\n", level: level), .table(table), .lead(""), .line("<"),
                .code("```", language: "\n"),
              ]), flatTable: table))
        }
      }
    },
    Case("Treemap", "init(label:bytes:row:)", "init(label:parts:)", "init(title:areas:)") { _ in
      pairs { a, b in
        let areas: [Treemap.Area] = [
          .init(label: "\0", bytes: a, row: "\n"), .init(label: texts[3], bytes: b, row: nil),
        ]
        for inside in [[], areas, areas + areas + [.init(label: "<", parts: areas)]] {
          let map = Treemap(title: "\n", areas: areas + [.init(label: "", parts: inside)])
          let table = Table(
            columns: [.text("")], rows: [.init([], anchor: "\n"), .init([], anchor: "\n")])
          show(
            Plain(document: Document([.picture(.areas(map)), .table(table), .table(table)])))
        }
      }
    },
    Case("Picture", "init(label:values:)", "init(title:series:bars:most:)") { _ in
      pairs { a, b in
        for series in [[], ["\0"], ["a", "b", "c", "d", "e"]] {
          let bars = [[], [a], [a, nil, b, a, b, a]].map { BarChart.Bar(label: "<", values: $0) }
          for most in [nil, a] {
            let chart = BarChart(title: "\n", series: series, bars: bars, most: most)
            let report = Plain(document: Document([.picture(.bars(chart))]))
            _ = (report.rendered(as: .html), report.rendered(as: .svg))
          }
        }
      }
    },
    Case(
      "Record", "init(extensionSource:source:make:makeAnother:)", "init(_:_:)", "init(_:)",
      "classHeader(_:on:)"
    ) { build in
      each(texts) {
        _ = (Code(make: $0), NotModelled($0, $0), NotModelled($0))
        _ = Catalogue.records[0].classHeader($0, on: build)
      }
    },
    Case(
      "Prediction", "init(_:_:_:)", "instance(_:)", "dict(_:)",
      "init(parts:shared:type:block:elsewhere:requests:isShared:rows:)"
    ) { build in
      pairs { a, b in
        let parts = [Part("", a, ""), .instance(b), .dict(a)]
        for rows in [nil, (shared: a, stride: b)] {
          let prediction = Prediction(
            parts: parts + parts, shared: parts, type: .tuple(on: build),
            requests: [Request(a, .mem)], rows: rows)
          _ = (prediction.size, prediction.allocated, prediction.allocatedSizes)
          let own = Own(predicted: prediction)
          let survey = Survey(records: [own], counts: ints)
          _ = ComparisonReport([survey.predictions(on: build)], counts: ints).rendered(as: .text)
        }
      }
    },
    Case("SlotsRecord", "instanceWithSlots(_:_:)") { build in
      each([texts, ["x", "x"], ["__dict__", "__dict__"]]) {
        _ = try Prediction.instanceWithSlots(Sample(build: build), $0)
      }
    },
    Case("ClassRecord", "instanceWithDict(_:_:)", "attributesOfPlainClass(staticAttributes:)") {
      build in
      let sample = Sample(build: build)
      for made in sample.attributesOfPlainClass(staticAttributes: texts) {
        _ = Prediction.instanceWithDict(sample, made).size
      }
      _ = Prediction.instanceWithDict(sample, nil).size
    },
    Case("Package", "init(_:module:preparation:from:lastReleases:)") { build in
      each(texts) {
        let package = PyRecords.Package($0, module: $0, preparation: $0)
        _ = (package.requirement(on: build), package.version(for: Sample(build: build)))
      }
    },
    Case("Fields", "classBody(_:)") { _ in _ = Fields.article.classBody { _ in "\0" } },
    Case("Estimate", "allocated(_:)") { build in
      pairs { a, b in
        let one = Estimate(
          build: build, shallow: a, size: b, allocated: a, requests: [Request(b, .mem)])
        _ = (one.allocated(a), one.composition)
      }
    },
    Case("Estimates", "init(what:_:missing:note:counts:)") { build in
      show(Estimates(what: "", [], missing: []))
      pairs { a, b in
        let entry = Estimate(
          build: build, shallow: a, size: b, allocated: a, requests: [Request(b, .mem)])
        _ = Estimates(what: "\0", [entry, entry], missing: [], counts: ints).rendered(
          as: .text)
      }
    },
    Case(
      "InterpretersReport", "init(build:executable:libpython:bridge:missing:whyNotLoaded:)",
      "init(_:)"
    ) {
      build in
      let entry = InterpretersReport.Entry(
        build: build, executable: "\0", libpython: nil, bridge: "", missing: texts)
      show(InterpretersReport([entry]))
      show(InterpretersReport([]))
    },
    Case("Report", "init(color:width:)") { _ in each(ints) { _ = Terminal(color: true, width: $0) }
    },
    Case(
      "ShadowReport", "init(type:verdict:calls:model:cpython:)",
      "init(type:calls:bytes:largest:)", "init(type:bytes:)",
      "init(build:calls:agreements:raised:unlisted:rows:types:largestObjects:exitCode:crash:)"
    ) { build in
      pairs { a, b in
        let row = ShadowReport.Row(type: "\0", verdict: .disagrees, calls: a, model: b, cpython: a)
        let report = ShadowReport(
          build: build, calls: a, agreements: b, raised: a, unlisted: b, rows: [row, row],
          types: [.init(type: "\n", calls: a, bytes: b, largest: a)],
          largestObjects: [.init(type: "\0", bytes: b)], exitCode: a, crash: nil)
        _ = (report.rendered(as: .text), report.rendered(as: .json), report.count(.disagrees))
      }
    },
    Case(
      "VerificationReport", "init(number:program:reasons:)",
      "init(build:checked:figures:disagreed:unchecked:disagreements:reason:)", "init(seed:_:)"
    ) { build in
      pairs { a, b in
        let entry = VerificationReport.Entry(
          build: build, checked: a, figures: b, disagreed: a, unchecked: b,
          disagreements: [.init(number: a, program: "\0", reasons: [])], reason: nil)
        let report = VerificationReport(seed: .max, [entry, entry])
        _ = (report.rendered(as: .text), report.rendered(as: .json))
      }
    },
    Case("NamedType", "init(named:)") { _ in each(texts) { _ = NamedType(named: $0) } },
    Case("Snippet+Record", "init(_:_:id:allocated:)") { build in
      for record in Catalogue.records {
        each(ints) { _ = try Snippet(record, Sample(build: build, nth: $0), id: "\0") }
      }
    },
    Case("Program", "init(_:)") { build in
      _ = Program([.drop(.min), .makeClass(.max, name: "\0", bases: texts, slots: texts)])
        .source(on: build)
    },
    Case(
      "What", "expression(_:setup:nth:folders:)",
      "userClass(_:inFile:values:setup:nth:folders:)", "snippet(on:id:)",
      "objects(in:packageVersion:)"
    ) { build in
      for text in texts {
        each([What.literal(text), .expression(text, setup: text, folders: texts)]) {
          _ = try $0.snippet(on: build, id: text)
        }
        each([What.literal(text)]) { _ = try $0.layout(on: build) }
        each(ints) {
          _ = try What.userClass(
            text, inFile: text, values: text, setup: text, nth: $0, folders: texts
          ).snippet(on: build)
        }
      }
      guard let record = Catalogue.record("slots") else { return }
      each([Int.min, -5, -1, 0]) {
        let what = What.record(record, fields: .article, nth: $0)
        _ = (try what.objects(in: Heap(build)), try what.snippet(on: build))
      }
    },
  ]
}
