internal import Synchronization

/// A type of CPython's or its standard library's that is written in C, for all builds that have it.
public struct StandardType: Sendable {
  /// What it is called here, on every build alike.
  public let name: String
  /// Python statements that come first.
  public let source: String
  /// The Python expression that makes an instance.
  public let make: String
  /// The first version that has it.
  let since: Version
  private let layout: @Sendable (Build) -> PyType
  private let known = Known()

  /// A type on the builds it was asked for: laid out once for each.
  private final class Known: Sendable {
    let types = Mutex<[PyType]>([])
  }

  private init(
    _ name: String, _ make: String, since: Version = Version(2, 7), source: String = "",
    _ layout: @escaping @Sendable (Build) -> PyType
  ) {
    self.name = name
    self.make = make
    self.since = since
    self.source = source
    self.layout = layout
  }

  /// The type on a build; `nil` when the build has none.
  public func type(on build: Build) -> PyType? {
    known(on: build) { copy $0 }
  }

  /// What `sys.getsizeof` answers for an instance without items, in bytes; `nil` when the build has no
  /// such type.
  public func shallowSize(on build: Build) -> Int? {
    known(on: build) { $0.shallowSize() }
  }

  private func known<Answer: Sendable>(
    on build: Build, _ answer: (borrowing PyType) -> Answer
  ) -> Answer? {
    guard build.version >= since else { return nil }
    return known.types.withLock { types in
      let index = types.firstIndex { $0.build == build } ?? types.endIndex
      if index == types.endIndex { types.append(layout(build)) }
      return answer(types[index])
    }
  }

  private static let method = "type('C', (object,), {'m': lambda self: 0})().m"
  private static let sequence = "type('C', (object,), {'__getitem__': lambda s, i: i})()"

  /// All whose instances have one size, apart from items that `ob_size` counts.
  public static let all: [StandardType] =
    basics + functions + descriptors + iterators + exceptions + collections + modules + threads
    + streams + classes + itertools

  /// Those whose `__sizeof__` counts what they hold, or their items, besides.
  package static let counted: [StandardType] = [
    .init("code", "compile('0', '', 'eval')") { .code(on: $0) },
    .init("frame", "sys._getframe()", source: "import sys") { .frame(on: $0) },
    .init("deque", "collections.deque()", source: "import collections") { .deque(on: $0) },
    .init("OrderedDict", "collections.OrderedDict()", since: .v3_0, source: "import collections") {
      .odict(on: $0)
    },
    .init("defaultdict", "collections.defaultdict()", source: "import collections") {
      .defaultdict(on: $0)
    },
    .init("array", "array.array('i')", source: "import array") { .array(on: $0) },
    .init("Struct", "struct.Struct('')", source: "import struct") { .structObject(on: $0) },
    .init(
      "Element", "e.Element('a')", since: .v3_0, source: "import xml.etree.ElementTree as e"
    ) { .element(on: $0) },
    of("product()") { .product(on: $0) },
    of("combinations((), 0)") { .combinations(on: $0) },
    of("permutations(())") { .permutations(on: $0) },
    .init("BufferedReader", "io.BufferedReader(io.BytesIO())", source: "import io") {
      .bufferedReader(on: $0)
    },
    .init("Pickler", "pickle.Pickler(io.BytesIO())", since: .v3_0, source: "import io, pickle") {
      PyType("Pickler", PicklerObject.self, on: $0)
    },
    .init(
      "Unpickler", "pickle.Unpickler(io.BytesIO())", since: .v3_0, source: "import io, pickle"
    ) { PyType("Unpickler", UnpicklerObject.self, on: $0) },
    .init("SimpleQueue", "queue.SimpleQueue()", since: Version(3, 7), source: "import queue") {
      .simpleQueue(on: $0)
    },
  ]

  /// Any of them by its name here.
  package static func named(_ name: String) -> StandardType? { byName[name] }

  private static let byName = Dictionary(
    (counted + all).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  private static let basics: [StandardType] = [
    .init("object", "object()") { .object(on: $0) },
    .init("NoneType", "None") { .object(on: $0).renamed("NoneType") },
    .init("ellipsis", "Ellipsis") { .object(on: $0).renamed("ellipsis") },
    .init("NotImplementedType", "NotImplemented") { .object(on: $0).renamed("NotImplementedType") },
    .init("float", "1.5") { .float(on: $0) },
    .init("complex", "1j") { .complex(on: $0) },
    .init("slice", "slice(1)") { .slice(on: $0) },
    .init("range", "range(1) if str is not bytes else xrange(1)") { .range(on: $0) },
    .init("memoryview", "memoryview(b'')") { .memoryview(on: $0) },
    .init("module", "sys") { .module(on: $0) },
    .init("super", "super(int, 1)") { .superObject(on: $0) },
    .init("weakref", "weakref.ref(set)", source: "import weakref") { .weakref(on: $0) },
    .init("GenericAlias", "list[int]", since: .v3_9) { .genericAlias(on: $0) },
    .init("UnionType", "int | str", since: .v3_10) { .unionType(on: $0) },
    .init("SimpleNamespace", "types.SimpleNamespace()", since: .v3_0, source: "import types") {
      .simpleNamespace(on: $0)
    },
  ]

  private static let functions: [StandardType] = [
    .init("function", "lambda: 0") { .function(on: $0) },
    .init("method", method) { .method(on: $0) },
    .init("builtin_function_or_method", "len") { .builtinFunction(on: $0) },
    .init("cell", "(lambda x: lambda: x)(1).__closure__[0]") { .cell(on: $0) },
    .init("property", "property()") { .property(on: $0) },
    .init("staticmethod", "staticmethod(len)") { .staticMethod(on: $0) },
    .init("classmethod", "classmethod(len)") { .classMethod(on: $0) },
    .init(
      "traceback", "tb",
      source: "try: nothing\nexcept NameError: tb = sys.exc_info()[2]"
    ) { .traceback(on: $0) },
  ]

  private static let descriptors: [StandardType] = [
    .init("method_descriptor", "list.append") { .methodDescriptor(on: $0) },
    .init("classmethod_descriptor", "vars(dict)['fromkeys']") { .classMethodDescriptor(on: $0) },
    .init("member_descriptor", "slice.start") { .memberDescriptor(on: $0) },
    .init("getset_descriptor", "int.real") { .getsetDescriptor(on: $0) },
    .init("wrapper_descriptor", "int.__add__") { .wrapperDescriptor(on: $0) },
    .init("method-wrapper", "(1).__add__") { .methodWrapper(on: $0) },
    .init("mappingproxy", "int.__dict__") { .mappingProxy(on: $0) },
  ]

  private static let iterators: [StandardType] = [
    .init("iterator", "iter(\(sequence))") { .iterator(on: $0) },
    .init("callable_iterator", "iter(int, 1)") { .callableIterator(on: $0) },
    .init("list_iterator", "iter([])") { .listIterator(on: $0) },
    .init("list_reverseiterator", "reversed([])") { .listReverseIterator(on: $0) },
    .init("tuple_iterator", "iter(())") { .tupleIterator(on: $0) },
    .init("str_iterator", "iter('\\xe9')", since: .v3_0) { .strIterator(on: $0) },
    .init("bytes_iterator", "iter(b'')", since: .v3_0) { .bytesIterator(on: $0) },
    .init("bytearray_iterator", "iter(bytearray())") { .bytearrayIterator(on: $0) },
    .init("dict_keyiterator", "iter({})") { .dictKeyIterator(on: $0) },
    .init("dict_itemiterator", "iter({}.items())", since: .v3_0) {
      .dictKeyIterator(on: $0).renamed("dict_itemiterator")
    },
    .init("dict_keys", "{}.keys()", since: .v3_0) { .dictKeys(on: $0) },
    .init("dict_values", "{}.values()", since: .v3_0) { .dictKeys(on: $0).renamed("dict_values") },
    .init("dict_items", "{}.items()", since: .v3_0) { .dictKeys(on: $0).renamed("dict_items") },
    .init("set_iterator", "iter(set())") { .setIterator(on: $0) },
    .init("range_iterator", "iter(range(1) if str is not bytes else xrange(1))") {
      .rangeIterator(on: $0)
    },
    .init("longrange_iterator", "iter(range(1 << 70))", since: .v3_0) {
      .longRangeIterator(on: $0)
    },
    .init("enumerate", "enumerate(())") { .enumerate(on: $0) },
    .init("reversed", "reversed(())") { .reversed(on: $0) },
    .init("zip", "zip()", since: .v3_0) { .zip(on: $0) },
    .init("map", "map(len, ())", since: .v3_0) { .map(on: $0) },
    .init("filter", "filter(None, ())", since: .v3_0) { .filter(on: $0) },
  ]

  private static let exceptions: [StandardType] = [
    .init("BaseException", "BaseException()") { .baseException(on: $0) },
    .init("KeyError", "KeyError()") { .baseException(on: $0).renamed("KeyError") },
    .init("OSError", "OSError()") { .osError(on: $0) },
    .init("StopIteration", "StopIteration()", since: .v3_0) { .stopIteration(on: $0) },
    .init("SystemExit", "SystemExit()") { .systemExit(on: $0) },
    .init("SyntaxError", "SyntaxError()") { .syntaxError(on: $0) },
    .init("UnicodeDecodeError", "UnicodeDecodeError('a', b'', 0, 0, '')") {
      .unicodeDecodeError(on: $0)
    },
    .init("ImportError", "ImportError()", since: .v3_0) { .importError(on: $0) },
    .init("NameError", "NameError()", since: .v3_10) { .nameError(on: $0) },
    .init("AttributeError", "AttributeError()", since: .v3_10) { .attributeError(on: $0) },
    .init("BaseExceptionGroup", "BaseExceptionGroup('', [KeyboardInterrupt()])", since: .v3_11) {
      .exceptionGroup(on: $0)
    },
  ]

  private static let collections: [StandardType] = [
    .init("deque_iterator", "iter(collections.deque())", source: "import collections") {
      .dequeIterator(on: $0)
    },
    .init(
      "odict_iterator", "iter(collections.OrderedDict())", since: .v3_0,
      source: "import collections"
    ) { .odictIterator(on: $0) },
    .init("arrayiterator", "iter(array.array('i'))", source: "import array") {
      .arrayIterator(on: $0)
    },
  ]

  private static let modules: [StandardType] = [
    .init("date", "datetime.date(1, 1, 1)", source: "import datetime") { .date(on: $0) },
    .init("time", "datetime.time()", source: "import datetime") { .time(on: $0) },
    .init("datetime", "datetime.datetime(1, 1, 1)", source: "import datetime") {
      .datetime(on: $0)
    },
    .init("timedelta", "datetime.timedelta()", source: "import datetime") { .timedelta(on: $0) },
    .init("timezone", "datetime.timezone.utc", since: .v3_0, source: "import datetime") {
      .timezone(on: $0)
    },
    .init("partial", "functools.partial(len)", source: "import functools") { .partial(on: $0) },
    .init("lru_cache", "functools.lru_cache()(len)", since: .v3_0, source: "import functools") {
      .lruCache(on: $0)
    },
    .init("pattern", "re.compile('')", source: "import re") { .pattern(on: $0) },
    .init("match", "re.match('', '')", source: "import re") { .match(on: $0) },
  ]

  private static let threads: [StandardType] = [
    .init("lock", "threading.Lock()", source: "import threading") { .lock(on: $0) },
    .init("RLock", "threading.RLock()", source: "import threading") {
      $0.version < .v3_0 ? .plainClass("_RLock", on: $0) : .rlock(on: $0)
    },
    .init("Condition", "threading.Condition()", source: "import threading") {
      .plainClass("Condition", on: $0)
    },
    .init("Event", "threading.Event()", source: "import threading") {
      .plainClass("Event", on: $0)
    },
  ]

  private static let streams: [StandardType] = [
    .init("FileIO", "io.FileIO('/dev/null')", source: "import io") { .fileIO(on: $0) },
    .init("StringIO", "io.StringIO()", source: "import io") { .stringIO(on: $0) },
    .init("TextIOWrapper", "io.TextIOWrapper(io.BytesIO())", source: "import io") {
      .textIOWrapper(on: $0)
    },
    .init("BufferedRWPair", "io.BufferedRWPair(io.BytesIO(), io.BytesIO())", source: "import io") {
      .bufferedRWPair(on: $0)
    },
    .init("BytesIO", "io.BytesIO()", source: "import io") { .bytesIO(on: $0) },
    .init("generator", "(i for i in ())") { .generator(on: $0) },
    .init(
      "coroutine", "f()", since: Version(3, 5),
      source: "import warnings\nwarnings.simplefilter('ignore')\nasync def f(): pass"
    ) { .coroutine(on: $0) },
    .init("async_generator", "f()", since: Version(3, 6), source: "async def f(): yield") {
      .asyncGenerator(on: $0)
    },
  ]

  private static let classes: [StandardType] = [
    .init("Fraction", "fractions.Fraction(1, 3)", source: "import fractions") {
      .fraction(on: $0)
    },
    .init("Decimal", "decimal.Decimal(1)", source: "import decimal") {
      $0.version < .v3_0 ? .decimal2(on: $0) : .decimal(on: $0)
    },
    .init("UUID", "uuid.UUID(int=1)", source: "import uuid") { .uuid(on: $0) },
    .init("PurePosixPath", "pathlib.PurePosixPath()", since: .v3_0, source: "import pathlib") {
      .purePath(on: $0)
    },
    .init("PosixPath", "pathlib.PosixPath()", since: .v3_0, source: "import pathlib") {
      .path(on: $0)
    },
    .init(
      "Enum member", "E.a", since: .v3_0, source: "import enum\nclass E(enum.Enum): a = 1"
    ) { .enumMember(on: $0) },
    .init(
      "IntEnum member", "E.a", since: .v3_0, source: "import enum\nclass E(enum.IntEnum): a = 1"
    ) { .intEnumMember(on: $0) },
  ]

  private static let itertools: [StandardType] = [
    of("count()") { .count(on: $0) },
    of("cycle(())") { .cycle(on: $0) },
    of("repeat(1)") { .repeatIterator(on: $0) },
    of("chain()") { .chain(on: $0) },
    of("islice((), 1)") { .islice(on: $0) },
    of("starmap(len, ())") { .starmap(on: $0) },
    of("takewhile(len, ())") { .takewhile(on: $0) },
    of("dropwhile(len, ())") { .dropwhile(on: $0) },
    of("accumulate(())", since: .v3_0) { .accumulate(on: $0) },
    of("compress((), ())") { .compress(on: $0) },
    of("groupby(())") { .groupby(on: $0) },
    of("zip_longest()", since: .v3_0) { .zipLongest(on: $0) },
    of("pairwise(())", since: .v3_10) { .pairwise(on: $0) },
  ]

  /// A type of `itertools`, from a call of it.
  private static func of(
    _ call: String, since: Version = Version(2, 7), _ layout: @escaping @Sendable (Build) -> PyType
  ) -> StandardType {
    let name = call.prefix { $0 != "(" }
    return StandardType(
      String(name), "itertools.\(call)", since: since, source: "import itertools", layout)
  }
}
