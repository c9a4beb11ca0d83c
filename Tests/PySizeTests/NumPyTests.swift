import CommandLineSupport
import PyInspector
import PySize
import PySizeTestSupport
import Testing

/// NumPy's arrays, scalars, dtypes and iterators, of each NumPy in pysize's cache: sizes as
/// `sys.getsizeof` has them, every byte named, and each block by its allocator's account.
@Suite struct NumPyTests {
  private static let preamble = """
    import sys
    import numpy as np
    kept = []
    def asked(ob):
        kept.append(memoryview(ob))
        return ob
    def row(values, *types):
        return np.array(values, ','.join(types))[()]
    StringDType = getattr(getattr(np, 'dtypes', None), 'StringDType', None)
    class Mixin(object): pass
    class Float(np.float64): pass
    class Mixed(Mixin, np.float32): pass
    class Bytes(np.bytes_): pass
    class Both(Mixin, np.bytes_): pass
    class Array(np.ndarray): pass
    class Slotted(np.ndarray): __slots__ = ('q',)
    class MixedTuple(Mixin, tuple): pass
    class MixedError(Mixin, Exception): pass

    """

  /// What makes an object, and which blocks it has beside its own.
  private static let cases: [(make: String, parts: [String])] =
    numbers.map { ("np.\($0)(1)", []) }
    + [
      ("np.bytes_(b'abc')", []), ("np.bytes_(b'')", []), ("np.bytes_(b'1234567')", []),
      ("np.bytes_(b'12345678')", []), ("np.bytes_(b'x' * 100)", []),
      ("np.array([b'abcdefgh'])[0]", []), ("Bytes(b'abc')", []), ("Both(b'abc')", []),
      ("np.datetime64('2020-01-01')", []), ("np.timedelta64(3, 's')", []),
      ("Float(1)", []), ("Mixed(1)", []), ("MixedTuple((1, 2))", []), ("MixedError(1)", []),
      ("np.void(b'abc')", ["data"]), ("np.void(200)", ["data"]),
      ("np.zeros(2, 'i4,f8')[1]", []), ("np.zeros(2, 'i4,f8')[1].copy()", []),
      ("row((1, 2), 'i4', 'f8')", []),
      ("np.array(5)", ["data"]), ("np.arange(10)", ["data", "dimensions"]),
      ("np.arange(10)[::2]", ["dimensions"]), ("np.zeros(100000)", ["data", "dimensions"]),
      ("np.zeros((3, 4), order='F')", ["data", "dimensions"]),
      ("np.zeros((2, 3, 4, 5))", ["data", "dimensions"]),
      ("np.zeros((3, 4)).T", ["dimensions"]), ("np.zeros((0, 3))", ["data", "dimensions"]),
      ("np.array([1, 'a', None], dtype=object)", ["data", "dimensions"]),
      ("np.array(['a', 'bcd'])", ["data", "dimensions"]),
      ("np.zeros(5, 'i4,f8')", ["data", "dimensions"]),
      ("np.frombuffer(b'abcd', dtype='u1')", ["dimensions"]),
      ("np.broadcast_to(np.arange(3), (2, 3))", ["dimensions"]),
      ("np.matrix([1, 2])", ["dimensions"]), ("Array((3,))", ["data", "dimensions"]),
      ("np.ma.array([1, 2, 3])", ["dimensions"]),
      ("np.arange(3.0).view(Slotted)", ["dimensions"]),
      ("np.dtype('i4')", []), ("np.dtype('i4,f8')", []), ("np.dtype('U7')", []),
      ("np.dtype('>f8')", []), ("np.dtype('i4', metadata={'a': 1})", []),
      ("np.dtype('M8[s]')", ["c_metadata"]), ("np.dtype('m8[10D]')", ["c_metadata"]),
      ("np.dtype(('i4', (2, 3)))", ["subarray"]),
      ("np.dtype([('a', 'i4', (2, 3)), ('b', 'O')], align=True)", []),
      ("np.arange(3).flat", []), ("np.nditer(np.arange(3))", []),
      ("np.broadcast(np.arange(3), np.arange(3))", []), ("np.add", []),
      ("np.frompyfunc(len, 1, 1)", []), ("np.arange(3).flags", []),
      ("StringDType() if StringDType else np.dtype('O')", []),
      ("np.array(['a'], dtype=StringDType() if StringDType else 'O')", ["data", "dimensions"]),
    ]

  private static let numbers = [
    "bool_", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "intc",
    "intp", "longlong", "ulonglong", "float16", "float32", "float64", "longdouble", "complex64",
    "complex128", "clongdouble",
  ]

  @Test func allIsTold() async throws {
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      // 2.7's memoryview is of the new kind, too, and `str` is `bytes`
      let strings: [(String, [String])] =
        build.version < .v3_0
        ? []
        : [
          ("np.str_('abc')", ["characters"]), ("np.str_('\\u20ac' * 5)", ["characters"]),
          ("asked(np.arange(3))", ["data", "dimensions"]),
        ]
      let cases = Self.cases + strings
      let snippets = cases.map { test in
        Snippet(
          id: test.make, package: .init(name: "numpy", module: "numpy"), extensionSource: nil,
          preamble: Self.preamble, source: "", make: test.make, count: 1,
          parts: [.init(name: "size", size: "sys.getsizeof(ob)")])
      }
      let outcomes = await pool.measure(
        .init(interpreter, snippets, paths: cache.installed(for: interpreter))
      ) { Self.check($1, cases[$0].parts, on: build) }
      var blocks = 0
      for outcome in outcomes {
        let id = outcome.measurement.id
        if outcome.measurement.status == .failed {
          Issue.record("\(build): \(id): \(outcome.measurement.reason ?? "")")
        }
        guard let seen = outcome.seen else { continue }
        blocks += seen.blocks
        #expect(seen.faults == [], "\(build): \(id)")
      }
      let made = outcomes.count { $0.seen != nil }
      if made == 0 {
        let reason = outcomes.first?.measurement.reason ?? "nothing is said"
        print("skipped: NumPy on \(build) because \(reason)")
        continue
      }
      #expect(blocks > 80, "\(build): blocks with an account")
      print("checked \(build): \(made) objects of NumPy's, \(blocks) blocks")
    }
  }

  private static func check(
    _ made: WorkerPool.Made, _ parts: [String], on build: Build
  ) -> (blocks: Int, faults: [String]) {
    do {
      let inspection = try Inspector(build, reading: made).inspect(made.object)
      var (blocks, faults) = BlockAccounts.check(made, on: build)
      let size = made.measurement.parts.first?.size
      if inspection.size != size {
        faults.append("size \(inspection.size ?? 0), sys.getsizeof says \(size ?? 0)")
      }
      let told = inspection.blocks.dropFirst().map(\.part)
      // From 1.20 on an array keeps what it has said to those who asked for its buffer
      let rest = told.filter { !["buffer info", "format"].contains($0) }
      if rest != parts { faults.append("parts \(told), expected \(parts)") }
      for field in inspection.blocks.flatMap(\.fields)
      where field.role == .opaque && inspection.kind != .exception {
        faults.append("\(field.size) bytes at \(field.offset) are not told")
      }
      return (blocks, faults)
    } catch {
      return (0, ["\(error)"])
    }
  }
}
