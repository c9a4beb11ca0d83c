import CommandLineSupport
import OracleSupport
import PySize
import SystemPackage
import Testing

/// Users' classes as they are written: annotations of all kinds, nested, as text; instances that
/// are there, and calls.
@Suite struct OwnClassTests {
  private static let folder = Checkout.root.appending("Tests/PySizeTests/Python")
  private static let loader = Checkout.root.appending("Sources/PySize/Python/user_class.py")

  /// What is named, and what it is.
  static let names = [
    ("Customer", "Customer"), ("Order", "Order"), ("Box", "Box"), ("Plain", "Plain"),
    ("NeedsText", "NeedsText"), ("Circle", "Circle"), ("Drawing", "Drawing"), ("Movie", "dict"),
    ("Err", "Err"), ("Stack", "Stack"), ("Id", "Id"), ("Node", "Node"), ("Loop", "Loop"),
    ("Color", "Color"), ("Level", "Level"), ("Money", "Money"), ("Outer.Inner", "Inner"),
    ("orders[0]", "Plain"), ("make()", "Plain"), ("make(2).a", "int"),
    ("Shape", "Shape is abstract, without area: name a class below it: Circle"),
    ("Proto", "Proto is a Protocol: only a class below it has instances"),
  ]

  @Test func allAreMade() async throws {
    let script = """
      import sys
      sys.dont_write_bytecode = True
      exec(open(sys.argv[1]).read())
      for name in sys.argv[3:]:
          try:
              print(type(maker(sys.argv[2], name, None, None)()).__name__)
          except Refused as error:
              print(error)
      print(maker(sys.argv[2], 'Plain', 'Color.RED, b=mine', 'mine = 7')().b)
      """
    for interpreter in await LiveRecordTests.interpreters()
    // typing.Protocol, Literal and TypedDict are of 3.8
    where interpreter.build.version >= .v3_8 {
      let output = try await Oracle.run(
        interpreter.executable.string,
        ["-c", script, Self.loader.string, Self.folder.appending("own_classes.py").string]
          + Self.names.map(\.0))
      let lines = output.split(separator: "\n").map(String.init)
      #expect(lines == Self.names.map(\.1) + ["7"], "\(interpreter.build)")
    }
  }
}
