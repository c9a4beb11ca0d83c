/// The article's own tables: its author's measurements on a CPython with a 24-byte GC head.
enum ArticleTables {
  struct Row {
    let id: String
    /// The sizes that `sys.getsizeof` gave its author, part by part.
    let parts: [Int]
    /// Bytes for 1, 10 and 100 million instances, as the article prints them.
    let instances: [Int]
  }

  static let sizes = [
    Row(id: "dict", parts: [240], instances: [240_000_000, 2_400_000_000, 24_000_000_000]),
    Row(id: "class", parts: [56, 112], instances: [168_000_000, 1_680_000_000, 16_800_000_000]),
    Row(id: "slots", parts: [64], instances: [64_000_000, 640_000_000, 6_400_000_000]),
    Row(id: "tuple", parts: [72], instances: [72_000_000, 720_000_000, 7_200_000_000]),
    Row(id: "namedtuple", parts: [72], instances: [72_000_000, 720_000_000, 7_200_000_000]),
    Row(id: "mutabletuple", parts: [48], instances: [48_000_000, 480_000_000, 4_800_000_000]),
    Row(id: "dataobject", parts: [40], instances: [40_000_000, 400_000_000, 4_000_000_000]),
    Row(id: "cython", parts: [32], instances: [32_000_000, 320_000_000, 3_200_000_000]),
  ]

  /// The field tables, in memory's order where the article's is another (its class lists
  /// `__weakref__` first), and with `z` where it prints a second `y`.
  static let fields: [(id: String, rows: [(String, Int)])] = [
    (
      "class",
      [("PyGC_Head", 24), ("PyObject_HEAD", 16), ("__dict__", 8), ("__weakref__", 8)]
    ),
    ("slots", [("PyGC_Head", 24), ("PyObject_HEAD", 16), ("x", 8), ("y", 8), ("z", 8)]),
    (
      "tuple",
      [
        ("PyGC_Head", 24), ("PyObject_HEAD", 16), ("ob_size", 8), ("[0]", 8), ("[1]", 8),
        ("[2]", 8),
      ]
    ),
    ("mutabletuple", [("PyObject_HEAD", 16), ("ob_size", 8), ("[0]", 8), ("[1]", 8), ("[2]", 8)]),
    ("dataobject", [("PyObject_HEAD", 16), ("x", 8), ("y", 8), ("z", 8)]),
    ("cython", [("PyObject_HEAD", 16), ("x", 4), ("y", 4), ("z", 4), ("padding", 4)]),
  ]
}
