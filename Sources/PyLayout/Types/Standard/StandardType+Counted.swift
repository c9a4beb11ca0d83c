extension StandardType {
  /// Those whose `__sizeof__` counts what they hold, or their items, besides.
  package static let counted = containers + combinatoric

  private static let containers: [StandardType] = [
    .init("code", "compile('0', '', 'eval')", "CodeType", size: .code, content: .variables) {
      .code(on: $0)
    },
    .init(
      "frame", "sys._getframe()", "FrameType", kind: .frame, size: .frame, content: .variables,
      source: "import sys"
    ) { .frame(on: $0) },
    .init(
      "deque", "collections.deque()", in: ["collections"], size: .deque,
      content: .described(.deque(0)), source: "import collections"
    ) { .deque(on: $0) },
    .init(
      "OrderedDict", "collections.OrderedDict()", in: ["collections"], size: .odict,
      content: .described(.orderedDict(0)), since: .v3_0, source: "import collections"
    ) { .odict(on: $0) },
    .init(
      "defaultdict", "collections.defaultdict()", in: ["collections"],
      content: .described(.defaultdict(0)), source: "import collections"
    ) { .defaultdict(on: $0) },
    .init(
      "array", "array.array('i')", "ArrayType", in: ["array"], kind: .array, size: .array,
      content: .described(.array(typecode: "i", 0)), source: "import array"
    ) { .array(on: $0) },
    .init(
      "Struct", "struct.Struct('')", in: ["", "_struct"], size: .struct,
      content: .described(.structure(codes: 0)), source: "import struct"
    ) { .structObject(on: $0) },
    .init(
      "Element", "e.Element('a')", in: ["xml"], size: .element, content: .unknown, since: .v3_0,
      source: "import xml.etree.ElementTree as e"
    ) { .element(on: $0) },
    .init(
      "BufferedReader", "io.BufferedReader(io.BytesIO())", "BufferedWriter BufferedRandom",
      in: ["_io"], size: .buffered, content: .unknown, source: "import io"
    ) { .bufferedReader(on: $0) },
    .init(
      "Pickler", "pickle.Pickler(io.BytesIO())", in: ["_pickle"], size: .pickler,
      content: .unknown, since: .v3_0, source: "import io, pickle"
    ) { PyType("Pickler", PicklerObject.self, on: $0) },
    .init(
      "Unpickler", "pickle.Unpickler(io.BytesIO())", in: ["_pickle"], size: .unpickler,
      content: .unknown, since: .v3_0, source: "import io, pickle"
    ) { PyType("Unpickler", UnpicklerObject.self, on: $0) },
    .init(
      "SimpleQueue", "queue.SimpleQueue()", in: ["_queue"], size: .simplequeue,
      blocks: .simplequeue, content: .unknown, since: Version(3, 7), source: "import queue"
    ) { .simpleQueue(on: $0) },
  ]
}
