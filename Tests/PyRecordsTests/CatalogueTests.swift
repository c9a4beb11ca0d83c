import FoundationEssentials
import OracleSupport
import PyLayout
import PyRecords
import Testing

/// The catalogue as a whole: its names and the Python that makes each record.
@Suite struct CatalogueTests {
  /// The ids of design.md, which scripts rely on.
  static let promised = [
    "dict", "class", "slots", "namedlist", "attrs", "attrs-slots", "tuple", "namedtuple",
    "mutabletuple", "recordclass", "dataobject", "make-dataclass", "cython", "numpy", "numpy-row",
    "dataclass", "dataclass-slots", "typing-namedtuple", "simplenamespace", "msgspec",
    "msgspec-nogc", "pydantic", "ctypes-structure", "array", "struct-pack",
  ]

  @Test func idsAreThePromisedOnes() {
    #expect(Catalogue.records.map(\.id) == Self.promised)
  }

  @Test func titlesTellRecordsApart() {
    let titles = Catalogue.records.map(\.title)
    #expect(Set(titles).count == titles.count, "\(titles)")
    for title in titles {
      #expect(!title.isEmpty && title.count <= 24, "\(title)")
      #expect(title.split(whereSeparator: { $0.isNewline }).count == 1, "\(title)")
    }
  }

  @Test func recordsAreFoundByTheirIds() {
    for record in Catalogue.records {
      #expect(Catalogue.record(record.id)?.title == record.title, "\(record.id)")
    }
    #expect(Catalogue.record("no such record") == nil)
    #expect(Catalogue.record("") == nil)
    for record in Catalogue.article {
      #expect(Catalogue.record(record.id) != nil, "\(record.id) of the article")
    }
  }

  /// Wherever a record is asked for, a name stands for it, and what is said of it is what the record says.
  @Test func recordsHaveNames() throws {
    let some: [any Record] = [.slots, .msgspecNoGC]
    #expect(some.map(\.id) == ["slots", "msgspec-nogc"])
    let sample = Sample(build: "3.13.0")
    func size(_ record: some Record) throws -> Int { try record.prediction(sample).size }
    #expect(try size(.slots) == 56)
  }

  /// The Python of every record that a build can make is Python there.
  @Test("each record's code compiles", arguments: await LiveBuild.all())
  func codeCompiles(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    var sources: [(what: String, text: String)] = []
    for record in Catalogue.records {
      for count in [0, 1, 3, 40, 300] {
        let names = (0..<count).map { "f\($0)" }
        let sample = Sample(build: build, fields: Fields(unchecked: names))
        guard record.obstacle(sample) == nil else { continue }
        let code = record.code(sample)
        #expect(!code.make.isEmpty, "\(build) \(record.id)")
        let made = "\(code.source)\nn = 1\nob = \(code.make)\n"
        sources.append(("\(record.id), \(count) fields", made))
        if let preparation = record.package?.preparation {
          sources.append(("\(record.id), its package's preparation", preparation + "\n"))
        }
        for part in try record.prediction(sample).parts {
          sources.append(("\(record.id), \(part.name)", "import sys\n\(part.python)\n"))
        }
      }
    }
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Python/compile_all.py").path
    let errors: [String?] = try await interpreter.ask(script, sources.map(\.text))
    #expect(errors.count == sources.count, "\(build)")
    for (source, error) in zip(sources, errors) {
      if let error { Issue.record("\(build), \(source.what): \(error) in\n\(source.text)") }
    }
    print("checked: \(build): \(sources.count) sources of records compile")
  }
}
