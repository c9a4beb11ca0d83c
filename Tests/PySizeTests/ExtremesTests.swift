import PySize
import Testing

/// No public function of the libraries traps, whatever it is given: it answers, or throws.
///
/// Each of ``cases`` calls the functions that it names with what is out of bounds; what comes back is
/// other tests' business. A function without a case fails the first test.
@Suite struct ExtremesTests {
  /// Calls of the functions of one file, by their names.
  struct Case: Sendable {
    let file: String
    let functions: [String]
    let call: @Sendable (Build) throws -> Void

    init(_ file: String, _ functions: String..., call: @escaping @Sendable (Build) throws -> Void) {
      self.file = file
      self.functions = functions
      self.call = call
    }
  }

  static let ints = [Int.min, .min + 1, -4097, -5, -1, 0, 1, 7, 1 << 62, .max - 7, .max]
  static let addresses = [UInt64.min, 1, 8, 0x1_0000, 0x2000_0000_0000, 1 << 63, .max - 7, .max]
    .map(Address.init(rawValue:))
  static let texts = [
    "", " ", "\0", "a\nb", "\u{1F600}", "x", "__class__", "__dict__", "-1",
    "9999999999999999999999",
    String(repeating: "a", count: 70_000), String(repeating: "(", count: 5000),
  ]
  static let cases = layout + containers + memory + objects + makers + above + reports + heaps

  @Test func everyFunctionHasACase() throws {
    let named = Set(Self.cases.flatMap { one in one.functions.map { "\(one.file) \($0)" } })
      .union(["Verifier verify(_:seed:on:progress:)"])
    let all = try PublicFunction.all()
    #expect(all.count > 100)
    #expect(all.subtracting(named).sorted() == [], "without a case")
    #expect(named.subtracting(all).sorted() == [], "there is none")
  }

  @Test(arguments: cases.indices) func nothingTraps(_ number: Int) throws {
    for name in ["2.7", "3.14"] {
      let build = try Build(parsing: name)
      // Whether it answers or throws, it comes back
      do { try Self.cases[number].call(build) } catch { _ = "\(error)" }
    }
  }

  @Test func verifyingWithNobodyIsNoTrap() async {
    for number in Self.ints {
      let verifier = Verifier(pool: VerifierTests.pool())
      #expect(await verifier.verify(number, seed: UInt64.max, on: []).isEmpty)
    }
  }

  /// Calls with each of the values, though some calls throw.
  static func each<Value>(_ values: [Value], _ call: (Value) throws -> Void) {
    for value in values {
      do { try call(value) } catch { _ = "\(error)" }
    }
  }

  /// Any two of the numbers.
  static func pairs(_ call: (Int, Int) throws -> Void) {
    for one in ints { each(ints) { try call(one, $0) } }
  }
}
