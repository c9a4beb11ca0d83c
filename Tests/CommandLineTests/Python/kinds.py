"""Measures objects of the builtin and the library's types, in the states that change their size.

Runs on every Python from 2.7 on.
"""
import array
import collections
import ctypes
import datetime
import decimal
import fractions
import functools
import gc
import hashlib
import io
import itertools
import mmap
import pickle
import random
import re
import socket
import struct
import sys
import threading
import types
import uuid
import warnings
import weakref
import xml.etree.ElementTree as ElementTree
import zlib
from sys import getsizeof as see

try:
    import _pickle
except ImportError:
    import cPickle as _pickle
try:
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        import parser
except ImportError:
    parser = None

is3 = sys.version_info[0] > 2
counts = [0, 1, 2, 5, 31, 32, 33, 62, 63, 64, 65, 200, 1000]


def generator(a, b=2, *c):
    d = [a, b]
    yield d
    yield a


def frame(a, b):
    c = a
    f = lambda: c
    return sys._getframe()


def with_cells(x):
    def inner():
        return x
    return inner


def hot(x):
    # Often enough that 3.8 to 3.10 cache its opcodes
    return len(x) + abs(1)


def code():
    g = generator(1)
    see(g)
    next(g)
    see(g)
    list(g)
    see(g)
    f = frame(1, 2)
    for o in (f, f.f_back, f.f_code, sys._getframe(), with_cells.__code__, with_cells(1)):
        see(o)
    for _ in range(3000):
        hot('a')
    see(hot.__code__)


def extra():
    """Code with data that a debugger would keep there."""
    try:
        request = ctypes.pythonapi._PyEval_RequestCodeExtraIndex
        put = ctypes.pythonapi._PyCode_SetExtra
    except AttributeError:
        return
    request.argtypes = [ctypes.c_void_p]
    request.restype = ctypes.c_ssize_t
    put.argtypes = [ctypes.py_object, ctypes.c_ssize_t, ctypes.c_void_p]
    for _ in range(3):
        index = request(None)
        if index >= 0:
            put(generator.__code__, index, 1)
            see(generator.__code__)


def containers(n):
    see(collections.deque(range(n)))
    d = collections.deque()
    for i in range(n):
        d.append(i)
    see(d)
    d = collections.deque(maxlen=10)
    d.extendleft(range(n))
    see(d)
    od = collections.OrderedDict((i, i) for i in range(n))
    see(od)
    for i in range(n // 2):
        od.popitem()
    see(od)
    see(collections.Counter(range(n)))
    see(collections.defaultdict(int, od))
    for o in (array.array('i', range(n)), array.array('d', range(n)), bytearray(n),
              memoryview(bytearray(n + 1)), set(range(n)), frozenset(range(n)),
              struct.Struct('i' * n), struct.Struct('%di' % n), 10 ** n, -(2 ** (n * 7)),
              'a' * n, u'\xe9' * n, u'\u1234' * n, b'a' * n, (1,) * n, [1] * n):
        see(o)


def streams(n):
    b = io.BytesIO(b'x' * n)
    see(b)
    kept = b.read(3)
    b.write(b'123' * n)
    see(b)
    shared = b.getvalue()
    see(b)
    see(io.StringIO(u'x' * n))
    see(io.BufferedReader(io.BytesIO(), n + 1))
    see(io.BufferedWriter(io.BytesIO(), n + 1))
    see(io.BufferedRandom(io.BytesIO(), n + 1))
    return kept, shared


def detached():
    see(io.BufferedRWPair(io.BytesIO(), io.BytesIO()))
    see(io.TextIOWrapper(io.BytesIO()))
    reader = io.BufferedReader(io.BytesIO())
    reader.detach()
    see(reader)


def iterators():
    made = [
        itertools.product(range(3), repeat=4), itertools.product(),
        itertools.combinations(range(5), 3),
        itertools.combinations_with_replacement(range(4), 6), itertools.permutations(range(5)),
        itertools.permutations(range(5), 2), itertools.count(), itertools.cycle([1]),
        itertools.chain([1]), itertools.groupby([1]), itertools.tee([1])[0],
        itertools.repeat(1), iter([]), iter({}), enumerate([]), reversed([]), zip(),
    ]
    for it in made:
        see(it)
        try:
            next(it, None)
        except TypeError:
            pass
        see(it)


def subclasses():
    for base, arguments in ((collections.OrderedDict, ()), (collections.deque, ([1, 2],)),
                            (struct.Struct, ('i',)), (io.BytesIO, (b'abc',)),
                            (bytearray, (b'12',)), (set, ([1],)), (list, ([1],)), (dict, ()),
                            (decimal.Decimal, (1,)), (ElementTree.Element, ('a',)),
                            (array.array, ('i', [1, 2])), (int, (5,)), (str, ('a',)),
                            (tuple, ([1, 2],)), (type(u''), (u'a',)), (float, ()),
                            (Exception, (1,)), (types.ModuleType, ('m',)),
                            (threading.Thread, ()), (fractions.Fraction, (1, 3))):
        class Plain(base):
            pass

        class Doubled(Plain):
            pass

        for kind in Plain, Doubled:
            ob = kind(*arguments)
            see(ob)
            see(kind)
            ob.x = 1
            see(ob)
        try:
            class Slotted(base):
                __slots__ = ('p', 'q')
        except TypeError:
            continue
        see(Slotted(*arguments))
        see(Slotted)


class Borrowed(dict):
    __sizeof__ = object.__sizeof__


class Returned(Borrowed):
    __sizeof__ = dict.__sizeof__


class Mixed(object):
    __sizeof__ = list.__sizeof__


class Mixture(Mixed, list):
    pass


def borrowed():
    """A __sizeof__ that is another type's."""
    for o in (Borrowed(a=1), Returned(a=1), Mixture([1, 2])):
        see(o)


def library():
    for o in (datetime.date.today(), datetime.datetime.now(), datetime.timedelta(1),
              datetime.time(), threading.Lock(), threading.RLock(), threading.Condition(),
              functools.partial(len), re.compile('a(b)c*'), re.match('a(b)', 'ab'),
              weakref.ref(generator), {}.items(), slice(1), Ellipsis, NotImplemented, None,
              1.5, 1j, sys, generator, len, [].append, Exception.__init__, int, type,
              property(), classmethod(len), staticmethod(len), super(object, 1),
              ValueError(1), SystemExit(), OSError(1, 'a'), StopIteration(),
              UnicodeDecodeError('a', b'b', 0, 1, 'c'), fractions.Fraction(1, 3),
              uuid.uuid4(), hashlib.md5(), hashlib.sha256(), random.Random(),
              zlib.compressobj(), zlib.decompressobj(), mmap.mmap(-1, 4096), sys.flags,
              decimal.Context(), decimal.Decimal('inf'), decimal.Decimal('nan123')):
        see(o)
    with_socket = socket.socket()
    see(with_socket)
    with_socket.close()
    for n in range(1, 100):
        see(decimal.Decimal('1' * n))
        see(decimal.Decimal(int('9' * n)))
        see(decimal.Decimal(10 ** n) * 3)
        see(decimal.Decimal(10 ** n) / 7)
    element = ElementTree.Element('a')
    see(element)
    see(ElementTree.Element('a', {'b': 'c'}))
    for _ in range(20):
        ElementTree.SubElement(element, 'x')
        see(element)


def c_types():
    class Pair(ctypes.Structure):
        _fields_ = [('a', ctypes.c_int), ('b', ctypes.c_char * 3)]

    see(Pair())
    see((ctypes.c_int * 5)())
    for t in (Pair, ctypes.c_int, ctypes.c_double, ctypes.c_int * 5 * 3,
              ctypes.POINTER(ctypes.c_int), ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)):
        see(t)
        for part in gc.get_referents(t):
            see(part)


def pickles():
    nested = [list(range(i)) for i in range(50)]
    pickler = _pickle.Pickler(io.BytesIO())
    see(pickler)
    pickler.dump(nested)
    see(pickler)
    for protocol, value in (0, ['a%d' % i for i in range(50)]), (2, nested):
        unpickler = _pickle.Unpickler(io.BytesIO(pickle.dumps(value, protocol)))
        see(unpickler)
        unpickler.load()
        see(unpickler)
    if is3:
        see(_pickle.Unpickler(io.BytesIO(), encoding='latin-1', errors='replace'))


def trees():
    if parser is None:
        return
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        see(parser.expr('1 + 2'))
        see(parser.suite('def f(a, b=2):\n  return a + b, "x" * 3\n' * 200))


def only3():
    import enum
    import pathlib
    names = {}
    exec('''
async def one(): await two()
async def two(): pass
async def many(): yield 1
class Meta(type): pass
class Made(metaclass=Meta):
    x: int
    def f(self): return super().f
''', names)
    running = names['one']()
    see(running)
    running.close()
    see(running)
    class Color(enum.Enum):
        red = 1
    for o in (names['many'](), names['Made'], names['Made'](), names['Meta'],
              types.SimpleNamespace(a=1), Color.red, Color, pathlib.Path('/a'),
              functools.lru_cache()(len), types.MappingProxyType({}), sys.implementation,
              memoryview(b'abcdefgh').cast('H', [2, 2])):
        see(o)


def only2():
    class Old:
        pass
    for o in (Old(), Old, xrange(3), buffer('a'), 5, 5 ** 50, True):
        see(o)


code()
extra()
for n in counts:
    containers(n)
    streams(n)
detached()
iterators()
subclasses()
borrowed()
library()
c_types()
pickles()
trees()
if is3:
    only3()
else:
    only2()
# Everything that the collector knows, and what that refers to
for o in gc.get_objects():
    see(o)
    for part in gc.get_referents(o):
        see(part)
print('end')
