import PyLayout

/// Objects that hold more than those of the catalogue and of objects.py: frames, generators, caches,
/// queues, iterators over something.
enum FurtherObjects {
  private static let everywhere: [(setup: String, make: String)] = [
    ("import itertools", "itertools.product([1], (2,))"),
    ("import itertools", "itertools.combinations([1, 2], 1)"),
    ("import itertools", "itertools.combinations_with_replacement([1, 2], 1)"),
    ("import itertools", "itertools.permutations([1, 2], 1)"),
    ("import itertools", "itertools.chain([1], [2])"),
    ("import itertools", "itertools.groupby([1], len)"),
    ("import collections", "collections.deque([1, 2, 2], 7)"),
    ("import collections", "collections.deque(range(200))"),
    ("import collections", "collections.OrderedDict([('a', []), (1, ())])"),
    ("import collections", "collections.defaultdict(list, {'a': []})"),
    ("import functools", "functools.partial(len, [], **{'a': {}})"),
    ("import struct", "struct.Struct('ii')"),
    ("import io", "io.BufferedReader(io.BytesIO(b'abc'))"),
    ("import io\ns = io.StringIO()\ns.a = []", "s"),
    ("", "sys._getframe()"), ("def f(a):\n b = [a]\n return sys._getframe()", "f({})"),
    ("def f(a):\n b = [a]\n for c in b: yield c\ng = f({})\nnext(g)", "g"),
    ("def f(a):\n b = [a]\n yield b\ng = f({})\nlist(g)", "g"),
    ("", "compile('a', 'b', 'eval')"), ("def f(a, b=[], *c): 'doc'", "f"),
    ("def f(a):\n def g(): return a\n return g", "f([])"),
    ("class A(object):\n __slots__ = 'a', 'b'\na = A()\na.a = []", "a"),
    ("class A(object):\n def f(self): pass", "A().f"), ("", "[].append"), ("", "{}.items()"),
    ("import weakref\nclass A(object): pass\na = A()", "weakref.ref(a, id)"),
    ("class A(object): pass\na = A()\na.a = a", "a"), ("class A(object): pass", "A"),
    ("class A(type): pass\nB = A('B', (), {})", "B()"),
    ("import collections\nclass A(collections.deque): pass\na = A([1])\na.b = []", "a"),
    ("class A(Exception): pass\na = A([], {})\na.b = []", "a"), ("", "OSError(2, 'no', 'a')"),
    ("e = None\ntry: raise ValueError([])\nexcept ValueError as e_: e = e_", "e"),
    ("import ctypes\nclass P(ctypes.Structure): _fields_ = [('a', ctypes.py_object)]", "P([])"),
    ("import ctypes\na = ctypes.c_int(1)", "ctypes.pointer(a)"), ("", "property(len, None, id)"),
  ]
  /// The same, of what Python 2 does not have or writes in Python.
  private static let modern: [(setup: String, make: String)] = [
    ("import functools\nf = functools.lru_cache()(str)\nf(1); f(2)", "f"),
    ("import pickle, io", "pickle.Pickler(io.BytesIO())"),
    ("import pickle, io", "pickle.Unpickler(io.BytesIO())"),
    (
      "import xml.etree.ElementTree as e\na = e.Element('a', {'b': 'c'})\ne.SubElement(a, 'd')", "a"
    ),
    ("import types", "types.SimpleNamespace(a=[])"), ("", "memoryview(b'abc')[1:]"),
    ("import decimal", "decimal.Decimal('1.5')"), ("", "ImportError('a', name='b')"),
    ("import queue", "queue.SimpleQueue()"),
    ("import queue\nq = queue.SimpleQueue()\nfor i in range(20): q.put([i])\nq.get()", "q"),
  ]

  /// The same, of Python 2 alone.
  private static let old: [(setup: String, make: String)] = [
    ("class A:\n a = []\n def __getattr__(self, name): raise AttributeError(name)", "A"),
    ("class A:\n a = []\nclass B(A): pass\nb = B()\nb.b = [b]", "b"),
  ]

  /// Those that a build has: label, the statements that come first, the expression.
  static func all(on build: Build) -> [[String]] {
    (everywhere + (build.version < Version(3, 0) ? old : modern))
      .filter { !$0.setup.contains("queue") || build.version >= Version(3, 7) }
      .map { [$0.make, $0.setup, $0.make] }
  }
}
