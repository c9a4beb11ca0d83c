import PySize
import Testing

/// What a tuple of a few items takes on each of some builds.
struct TupleReport: Report {
  let builds: [Build]
  let items: Int

  private func size(on build: Build) -> Int {
    PyType.tuple(on: build).shallowSize(items: items)
  }

  private func allocated(on build: Build) -> Int {
    build.allocatedSize(of: size(on: build), in: .gcObject)
  }

  var document: Document {
    Document([
      .heading("A tuple of \(items)", level: 1),
      .table(
        Table(
          columns: [.text("build"), .number("getsizeof"), .number("allocated")],
          rows: builds.map { build in
            Table.Row(["\(build)", "\(size(on: build))", "\(allocated(on: build))"])
          } + [.note("3.8 made the GC head smaller: 16 bytes, where it had 24 or 32.")])),
      .picture(
        .bars(
          BarChart(
            title: "Bytes of a tuple of \(items)", series: ["allocated", "sys.getsizeof"],
            bars: builds.map { build in
              .init(label: "\(build)", values: [allocated(on: build), size(on: build)])
            }))),
    ])
  }

  var flatTable: Table {
    Table(
      columns: [.text("build"), .number("size"), .number("allocated")],
      rows: builds.map { build in
        Table.Row(["\(build)", "\(size(on: build))", "\(allocated(on: build))"])
      })
  }

  var json: JSON {
    .array(
      builds.map { build in
        .object([
          "build": .string("\(build)"), "size": .int(size(on: build)),
          "allocated": .int(allocated(on: build)),
        ])
      })
  }
}

/// A report of one's own.
@Suite struct ReportTests {
  @Test func itHasEveryFormat() throws {
    let builds = try ["3.6.1", "3.13.0"].map(Build.init(parsing:))
    let report = TupleReport(builds: builds, items: 3)
    let page = report.rendered(as: .html)
    #expect(page.contains("A tuple of 3"))
    #expect(page.contains("<svg"))
    #expect(page.contains("<td>3.13.0</td>"))
    #expect(page.contains("3.8 made the GC head smaller"))
    #expect(report.rendered(as: .text).hasPrefix("A tuple of 3\n"))
    #expect(report.rendered(as: .text).contains("build   getsizeof  allocated\n"))
    #expect(report.rendered(as: .csv) == "build,size,allocated\n3.6.1,72,72\n3.13.0,64,64\n")
    #expect(report.rendered(as: .json).contains("\"allocated\" : 64"))
    #expect(report.rendered(as: .markdown).hasPrefix("# A tuple of 3\n"))
    #expect(report.rendered(as: .svg).contains("Bytes of a tuple of 3"))
  }
}
