extension StandardType {
  static let collections: [StandardType] = [
    .init(
      "deque_iterator", "iter(collections.deque())", "_deque_iterator",
      in: ["", "collections", "_collections"], source: "import collections"
    ) { .dequeIterator(on: $0) },
    .init(
      "odict_iterator", "iter(collections.OrderedDict())", since: .v3_0,
      source: "import collections"
    ) { .odictIterator(on: $0) },
    .init("arrayiterator", "iter(array.array('i'))", in: ["", "array"], source: "import array") {
      .arrayIterator(on: $0)
    },
  ]

  static let modules: [StandardType] = [
    .init("date", "datetime.date(1, 1, 1)", in: ["datetime"], source: "import datetime") {
      .date(on: $0)
    },
    .init("time", "datetime.time()", in: ["datetime"], kind: .time, source: "import datetime") {
      .time(on: $0)
    },
    .init(
      "datetime", "datetime.datetime(1, 1, 1)", in: ["datetime"], kind: .datetime,
      source: "import datetime"
    ) { .datetime(on: $0) },
    .init("timedelta", "datetime.timedelta()", in: ["datetime"], source: "import datetime") {
      .timedelta(on: $0)
    },
    .init(
      "timezone", "datetime.timezone.utc", in: ["datetime"], since: .v3_0,
      source: "import datetime"
    ) { .timezone(on: $0) },
    .init("partial", "functools.partial(len)", in: ["functools"], source: "import functools") {
      .partial(on: $0)
    },
    .init(
      "lru_cache", "functools.lru_cache()(len)", "_lru_cache_wrapper cache", in: ["functools"],
      blocks: .lruCache, since: .v3_0, source: "import functools"
    ) { .lruCache(on: $0) },
    .init(
      "pattern", "re.compile('')", "Pattern SRE_Pattern", in: ["re", "_sre"], source: "import re"
    ) {
      .pattern(on: $0)
    },
    .init("match", "re.match('', '')", "Match SRE_Match", in: ["re", "_sre"], source: "import re") {
      .match(on: $0)
    },
  ]

  static let threads: [StandardType] = [
    .init(
      "lock", "threading.Lock()", "Lock LockType", in: ["_thread", "thread"],
      source: "import threading"
    ) { .lock(on: $0) },
    .init("RLock", "threading.RLock()", in: ["_thread"], source: "import threading") {
      $0.version < .v3_0 ? .plainClass("_RLock", on: $0) : .rlock(on: $0)
    },
    .init("Condition", "threading.Condition()", source: "import threading") {
      .plainClass("Condition", on: $0)
    },
    .init("Event", "threading.Event()", source: "import threading") {
      .plainClass("Event", on: $0)
    },
  ]

  static let streams: [StandardType] = [
    .init("FileIO", "io.FileIO('/dev/null')", in: ["_io"], source: "import io") {
      .fileIO(on: $0)
    },
    .init("StringIO", "io.StringIO()", in: ["_io"], blocks: .stringio, source: "import io") {
      .stringIO(on: $0)
    },
    .init("TextIOWrapper", "io.TextIOWrapper(io.BytesIO())", in: ["_io"], source: "import io") {
      .textIOWrapper(on: $0)
    },
    .init(
      "BufferedRWPair", "io.BufferedRWPair(io.BytesIO(), io.BytesIO())", in: ["_io"],
      source: "import io"
    ) { .bufferedRWPair(on: $0) },
    .init(
      "BytesIO", "io.BytesIO()", in: ["_io"], size: .bytesio, content: .described(.bytesIO(0)),
      source: "import io"
    ) { .bytesIO(on: $0) },
    .init(
      "generator", "(i for i in ())", "GeneratorType", kind: .generator, size: .generator,
      content: .variables
    ) { .generator(on: $0) },
    .init(
      "coroutine", "f()", "CoroutineType", kind: .generator, size: .generator,
      content: .variables, since: Version(3, 5),
      source: "import warnings\nwarnings.simplefilter('ignore')\nasync def f(): pass"
    ) { .coroutine(on: $0) },
    .init(
      "async_generator", "f()", "AsyncGeneratorType", kind: .generator, size: .generator,
      content: .variables, since: Version(3, 6), source: "async def f(): yield"
    ) { .asyncGenerator(on: $0) },
  ]

  static let classes: [StandardType] = [
    .init("Fraction", "fractions.Fraction(1, 3)", source: "import fractions") {
      .fraction(on: $0)
    },
    .init(
      "Decimal", "decimal.Decimal(1)", in: ["decimal"], size: .decimal,
      content: .described(.decimal(digits: 1)), source: "import decimal"
    ) { $0.version < .v3_0 ? .decimal2(on: $0) : .decimal(on: $0) },
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
}
