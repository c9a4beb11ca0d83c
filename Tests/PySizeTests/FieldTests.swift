import CommandLineSupport
import PySize
import PySizeTestSupport
import Testing

/// C's structs have no bytes without a name: every field that a C compiler put there is named.
@Suite struct FieldTests {
  /// Objects of types written in C, and what one field of each is.
  static let objects: [(setup: String, make: String, field: String?, value: String?)] = [
    ("import io", "io.BytesIO(b'abc')", "string_size", "3"),
    ("import io", "io.StringIO(u'abc')", "pos", "0"),

    ("import collections", "collections.deque([1, 2], 7)", "maxlen", "7"),
    ("import itertools", "itertools.count(-5)", "cnt", "-5"),

    ("import functools", "functools.partial(len, 1)", nil, nil),

    ("import sys", "sys._getframe()", "f_lineno", nil),
    ("import sys\ndef f(a):\n b = 5\n return sys._getframe()", "f([])", "localsplus[1]", "'b': 5"),
    ("", "len", nil, nil),
    ("", "(lambda: 1)", nil, nil),
    ("", "property(len)", nil, nil), ("", "int.real", nil, nil), ("", "str.join", nil, nil),
    ("", "str.__len__", nil, nil), ("", "int", "tp_itemsize", nil),
    ("class C(object): pass", "C", "nb_add", nil),
    ("import struct", "struct.Struct('ii')", "s_size", "8"),
    ("import ctypes", "ctypes.c_int(5)", "b_size", "4"),
    ("import threading", "threading.Lock()", nil, nil),
  ]

  /// The same, that Python 2 does not have or writes in Python.
  static let modern: [(setup: String, make: String, field: String?, value: String?)] = [
    ("import decimal", "decimal.Decimal('12345')", "dec.digits", "5"),
    ("import collections", "collections.OrderedDict(a=1)", "od_fast_nodes_size", "8"),

    ("import functools", "functools.lru_cache()(len)", nil, nil),
    ("import io", "io.TextIOWrapper(io.BytesIO())", nil, nil),
    ("import types", "types.SimpleNamespace(a=1)", nil, nil),
  ]

  @Test func allAreNamed() async throws {
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment,
      cache: WorkerPool.noCache)
    for interpreter in await LiveRecordTests.interpreters() {
      let build = interpreter.build
      let objects = Self.objects + (build.version < .v3_0 ? [] : Self.modern)
      let reports = await What.layouts(
        of: objects.map { What.expression($0.make, setup: $0.setup) }, on: interpreter, pool: pool)
      for (object, report) in zip(objects, reports) {
        let name = "\(build): \(object.make)"
        let map = try #require(try report.get().maps.first, "\(name)")
        #expect(map.size(of: .undescribed) == 0, "\(name): \(map.rows.map(\.name))")
        guard let field = object.field else { continue }
        let row = map.rows.first { $0.name == field }
        #expect(row != nil, "\(name): there is no \(field) among \(map.rows.map(\.name))")
        if let value = object.value { #expect(row?.value == value, "\(name): \(field)") }
      }
      print("checked \(build): \(objects.count) objects of C's own, each byte under its name")
    }
  }
}
