import CommandLineSupport
import FoundationEssentials
import OracleSupport
import SeededRandom
import Testing

/// A class of the user's beside the records: one that is written as a record is costs what the record
/// costs, in every figure.
@Suite struct UserClassTests {
  static let file = """
    from collections import namedtuple
    class Plain(object):
        def __init__(self, x=1, y=2, z=3):
            self.x = x; self.y = y; self.z = z
    class Slim(object):
        __slots__ = ('x', 'y', 'z')
        def __init__(self): self.x, self.y, self.z = 1, 2, 3
    Named = namedtuple('Named', 'x y z')
    named = Named(1, 2, 3)
    point = {'x': 1, 'y': 2, 'z': 3}
    plain = (1, 2, 3)
    class Private(object):
        __slots__ = ('_x', '__y', u'z'.upper().lower())
        def __init__(self): self._x = self.__y = self.z = 1
    class Bare(object):
        __slots__ = ()
    class Sized(object):
        __slots__ = 'x'
        def __sizeof__(self): return 1000
    class Odd(object):
        _fields = [7]
        __slots__ = iter(('x', 'y', 'z'))
    class Negative(object):
        __slots__ = ()
        def __sizeof__(self): return -5
    class MyList(list):
        def __init__(self): self.x = 1; self.append(1)
    class Labelled(list):
        _fields = ('x',)
        def __init__(self): self.x = 1
    class MyInt(int): pass
    class Failure(Exception):
        def __init__(self): self.x = 1
    try:
        import enum
        class Colour(enum.Enum): red = 1
    except ImportError: pass
    def make(): pass
    class cached_property(object):
        def __init__(self, function): self.function = function
        def __get__(self, one, owner): return self.function(one)
    class Cached(object):
        def __init__(self): self.r = 1
        @cached_property
        def area(self): return 1
    class Default(object):
        colour = 'red'
        def __init__(self): self.colour = 'blue'
    class Raising(object):
        __slots__ = ()
        def __sizeof__(self): raise ValueError('no')
    class Bad(object):
        def __init__(self): raise ValueError('no')
    """

  /// What stands in the file, the record it is written as, and its fields.
  static let alike = [
    ("Plain", "class"), ("Slim", "slots"), ("named", "namedtuple"), ("point", "dict"),
    ("plain", "tuple"), ("Private", "slots"), ("Odd", "slots"),
  ]

  private struct Report: Decodable {
    struct Interpreter: Decodable {
      let build: String
      let own: String?
      let records: [Record]
    }
    struct Record: Decodable, Equatable {
      struct Part: Decodable, Equatable { let predicted, measured: Int? }
      struct Allocated: Decodable, Equatable { let predicted, measured: Int? }
      struct Instances: Decodable, Equatable { let count, bytes, allocated: Int }
      let id, title, status: String
      let reason: String?
      let parts: [Part]
      let allocated: Allocated
    }
    let interpreters: [Interpreter]
  }

  private func run(_ arguments: [String]) async throws -> CommandLineRun {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Self.file.utf8).write(to: URL(filePath: "\(folder)/own.py"))
    return try await CommandLineRun(
      arguments.map { $0.hasPrefix("own.py") ? "\(folder)/\($0)" : $0 })
  }

  private func report(_ run: CommandLineRun) throws -> Report {
    try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
  }

  @Test("it costs what the record does", arguments: SplitMix64.each(2, of: alike))
  func costs(_ name: String, _ record: String) async throws {
    let run = try await run(
      ["compare", "--python", "all", "--format", "json", "own.py:\(name)", record])
    #expect(run.exitCode == 0, "\(run.errors)")
    let interpreters = try report(run).interpreters
    #expect(!interpreters.isEmpty)
    for interpreter in interpreters {
      let own = try #require(interpreter.records.first)
      let other = try #require(interpreter.records.last)
      #expect(own.id == "own.py:\(name)" && interpreter.own == own.id)
      #expect(own.status == "match", "\(interpreter.build) \(name): \(own.reason ?? "")")
      #expect(own.parts == other.parts, "\(interpreter.build) \(name)")
      #expect(own.allocated.measured == other.allocated.predicted, "\(interpreter.build) \(name)")
    }
  }

  @Test("what changing it saves is said")
  func saving() async throws {
    let run = try await run(["compare", "own.py:Plain", "class", "slots", "tuple"])
    let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      text.contains(#/Plain takes \d+ bytes on CPython [\d.]+, a million of them [\d.]+ MB\./#))
    #expect(
      text.contains(
        #/The same x, y, z as __slots__ \d+ bytes, [\d.]+ MB less for a million \(-\d+ %\)/#))
    #expect(text.contains("of Plain"), "\(run.output)")
  }

  @Test("one without fields, and one that tells its own size")
  func remarkable() async throws {
    let bare = try await run(["compare", "--format", "json", "own.py:Bare", "slots"])
    let records = try #require(try report(bare).interpreters.first).records
    #expect(records[0].parts == records[1].parts && bare.exitCode == 0)
    let sized = try await run(["compare", "own.py:Sized", "slots"])
    #expect(sized.output.contains("__sizeof__ of its own") && sized.exitCode == 0)
    let raising = try await run(["compare", "--format", "json", "own.py:Raising", "slots"])
    let silent = try #require(try report(raising).interpreters.first).records[0]
    #expect(silent.parts.map(\.measured) == [nil], "what nobody says is not 0")
    #expect(silent.allocated.measured == records[0].allocated.measured)
    #expect(!raising.output.contains("\"bytes\" : 0"), "\(raising.output)")
    #expect(sized.output.contains("1000") || sized.output.contains("1016"), "\(sized.output)")
  }

  /// What is no more than its fields is compared with records of them; slots are advised where the
  /// class takes them.
  @Test(arguments: [
    ("MyList", "No record here is the same: it is over list."),
    ("Labelled", "No record here is the same: it is over list."),
    ("MyInt", "No record here is the same: it is over int."),
    ("Failure", "No record here is the same: it is over Exception."),
    ("Colour.red", "No record here is the same: it is a member of an Enum."),
    (
      "make",
      "No record here is the same: it is a function; what a call of it makes is asked for as a call:"
        + " make()."
    ),
    (
      "MyList.__init__",
      "it is a function; what a call of it makes is asked for as a call: __init__()."
    ),
    ("Bare", "It has no fields that a record could have."),
    ("Cached", "__slots__ are nothing for it: cached_property area needs the __dict__."),
    ("Default", "__slots__ are nothing for it: colour is a class variable of Default as well."),
  ])
  func whatIsCompared(_ name: String, _ sentence: String) async throws {
    let run = try await run(["compare", "own.py:\(name)", "slots", "tuple"])
    let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(run.exitCode == 0 && text.contains(sentence), "\(run.errors)\(run.output)")
    #expect(!text.contains("as __slots__"), "\(run.output)")
    #expect(text.contains("The same") == ["Cached", "Default"].contains(name), "\(run.output)")
    // Beside slots alone the reason is said all the same
    let alone = try await self.run(["compare", "own.py:\(name)", "slots"])
    let said = alone.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains(sentence), "\(alone.errors)\(alone.output)")
  }

  @Test("a size that CPython refuses leaves no hole in the table")
  func negativeSize() async throws {
    let run = try await run(["compare", "own.py:Negative", "slots"])
    #expect(run.output.contains(#/\n *Negative /#), "\(run.output)")
  }

  @Test("no column is told of that is not there")
  func standardIsThere() async throws {
    for (records, isThere) in [(["tuple", "class"], false), (["tuple", "dict"], true)] {
      let run = try await run(["compare", "--build", "3.13"] + records)
      #expect(run.output.contains("of dict") == isThere, "\(run.output)")
    }
  }

  @Test(arguments: [
    (["compare", "own.py:Bad"], "Bad cannot be built: ValueError: no"),
    (["compare", "own.py:None1"], "has no class None1"),
    (["compare", "own.py:Slim", "own.py:Plain"], "one class of yours at a time"),
    (["compare", "own.py:Slim", "--fields", "a"], "leave --fields out"),
    (["compare", "own.py:Slim", "--build", "3.14"], "leave --build out"),
    (["compare", "tuple", "--values", "1"], "go with a class of yours"),
    (["compare", "own.py:Slim", "tupel"], "did you mean 'tuple'"),
  ])
  func refused(_ arguments: [String], _ line: String) async throws {
    let run = try await run(arguments)
    #expect(run.errors.contains(line) && run.output.isEmpty, "\(run.errors)")
    #expect(run.exitCode == 64, "\(arguments): \(run.errors)")
  }
}
