"""Makes objects that only one thing holds, says by which it is, how many, a line each, and waits.

They have no references, so that no collector knows of them: each is found by what holds it, or not at all."""
import collections
import datetime
import functools
import glob
import io
import re
import sys
import threading
import time

kept = []
told = {}


def marks(name, bases=(object,)):
    told[name] = 0
    kind = type(name, bases, {'__slots__': ()})

    def make(*arguments):
        told[name] += 1
        return kind(*arguments)
    return make


def generator(make, starts):
    first = make()
    second = [make()]
    yield len(str(first))
    yield second


make = marks('InGenerator')
for number in range(300):
    one = generator(make, True)
    next(one)
    kept.append(one)
ended = [generator(marks('InEnded'), True) for _ in range(9)]
for one in ended:
    list(one)
told['InEnded'] = 0
kept.append(ended)
unstarted = marks('InArgument')
kept += [generator(unstarted(), True) for _ in range(100)]

if sys.version_info[0] > 2:
    make = marks('InCoroutine')
    exec('''
async def coroutine(argument, other):
    mine = make()
    await other
''')

    class Waiting:
        def __await__(self):
            yield

    for number in range(200):
        one = coroutine(make(), Waiting())
        one.send(None)
        kept.append(one)

make = marks('InTraceback')


def failing(depth):
    mine = make()
    if depth == 0:
        raise ValueError
    failing(depth - 1)


for _ in range(20):
    try:
        failing(10)
    except ValueError:
        kept.append(sys.exc_info()[2])

# Long ones are described in part where somebody reads them
make = marks('InDeque')
long = collections.deque([None] * 2300000)
long.extend(make() for _ in range(50))
long.extend([None] * 2300000)
kept.append(long)
turned = collections.deque((make() for _ in range(1000)), maxlen=1000)
for _ in range(200):
    turned.append(turned.popleft())
kept.append(turned)
make = marks('InOrdered')
ordered = collections.OrderedDict((number, None) for number in range(70000))
for number in range(30000, 30040):
    ordered[number] = make()
kept.append(ordered)
make = marks('InAttribute')


class Wide(object):
    pass


wide = Wide()
for number in range(70000):
    setattr(wide, 'attribute%d' % number, make())
kept.append(wide)


class Sized(object):
    def __sizeof__(self):
        return 12345


class Younger(Sized):
    pass


kept += [Sized(), Younger()]
sys.path += glob.glob('%s/packages/%s-*/numpy' % tuple(sys.argv[1:]))
try:
    import numpy
except ImportError:
    pass
else:
    make = marks('InRow')
    rows = numpy.zeros(2000, dtype=[('a', 'i1'), ('b', 'O'), ('c', [('d', 'i4'), ('e', 'O')])])
    for number in range(2000):
        rows[number] = (1, make(), (2, make()))
    kept.append(rows)
    make = marks('InArrayField')
    fields = numpy.zeros(300, dtype=[('a', 'O', (2, 3)), ('b', [('c', 'i8'), ('d', 'O')], (2,))])
    for number in range(300):
        for index in range(6):
            fields[number]['a'][index // 3][index % 3] = make()
        for index in range(2):
            fields[number]['b'][index]['d'] = make()
    kept.append(fields)
if sys.version_info[0] > 2:
    make = marks('InCache')
    cached = functools.lru_cache(maxsize=100000)(lambda number: make())
    for number in range(70000):
        cached(number)
    kept.append(cached)
if sys.version_info >= (3, 7):
    import queue
    make = marks('InQueue')
    simple = queue.SimpleQueue()
    for number in range(2200000):
        simple.put(None if number % 100000 else make())
    kept.append(simple)
zones = marks('InZone', (datetime.tzinfo,))
for number in range(200):
    kept.append(datetime.datetime(2000, 1, 1, tzinfo=zones() if number % 2 else None))
    kept.append(datetime.time(1, tzinfo=zones() if number % 2 else None))
make = marks('InPartial')
kept += [functools.partial(len, make(), key=make()) for _ in range(50)]
make = marks('InSequence')
kept += [time.struct_time([make() for _ in range(9)]) for _ in range(50)]
make = marks('InView')
kept += [collections.deque([iter([make()]), enumerate([make()]), reversed([make()]), zip([make()])])
         for _ in range(20)]

# What types written in C keep for themselves: none of it is guessed at
kept += [threading.Lock() for _ in range(30000)]
kept += [io.StringIO(u'x' * 400) for _ in range(2000)]
make = marks('InMatch', (str,))
kept += [re.match('(a)(b)', make('ab')) for _ in range(50)]
try:
    import ctypes
    kept += [(ctypes.c_int * 200)() for _ in range(3000)]
except ImportError:
    pass
elements = []
try:
    from xml.etree.cElementTree import Element
except ImportError:
    from xml.etree.ElementTree import Element
make = marks('InElement')
for number in range(2000):
    one = Element('one', {'key': make()})
    one.text = make()
    for _ in range(number % 9):
        each = Element('each')
        each.tail = make()
        one.append(each)
    elements.append(one)

# The docstrings of classes are copies of their own
kept += [type('Told', (object,), {'__doc__': 'x' * 1500}) for _ in range(1000)]
# In 2.7 this type is not ready before somebody asks for one of its attributes
import array
import subprocess
arrays = [array.array('d', [1.0]) * 1000 for _ in range(64)]
each = subprocess.check_output([sys.executable, '-S', '-c', '''
import array, sys
print(sys.getsizeof(array.array('d', [1.0]) * 1000))'''])

# What looks like a cache of malloc's, whose one list leads to a block of its size, and counts none
make = marks('InCacheAlike', (bytes,))
try:
    import ctypes
    word = ctypes.sizeof(ctypes.c_void_p)
    for length in range(520, 720, 10):
        for bytes_of_count in [1, 2]:
            one = make(b'x' * length)
            number = ((sys.getsizeof(one) + word + 15) // 16 * 16 - 4 * word) // 16
            buffer = ctypes.create_string_buffer(64 * (bytes_of_count + word))
            place = ctypes.addressof(buffer) + 64 * bytes_of_count + number * word
            head = sys.getsizeof(one) - length - bytes.__basicsize__
            ctypes.c_void_p.from_address(place).value = id(one) - head
            kept.append([one, buffer])
except ImportError:
    pass

# What looks like an object that the collector has, and is in none of its lists
told['InNoList'] = 0
stale = type('InNoList', (Exception,), {})
try:
    import ctypes
    word = ctypes.sizeof(ctypes.c_void_p)
    ask, show = ctypes.CDLL(None).malloc, ctypes.pythonapi.PyCapsule_New
    ask.restype, ask.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    show.restype = ctypes.py_object
    show.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    for before in [1, 2, 3, 4, 5, 6]:
        place = ask(1000)
        words = (ctypes.c_void_p * 20).from_address(place)
        for index in range(20):
            words[index] = place + 512
        words[2 * before] = 5
        words[2 * before + 1] = id(stale)
        kept.append(show(place, None, None))
except ImportError:
    pass

# Blocks of others in which freed objects were
dropped = [number + 0.5 for number in range(30000)]
del dropped
try:
    import ctypes
    ask = ctypes.pythonapi.PyMem_Malloc
    ask.restype = ctypes.c_void_p
    blocks = [ask(ctypes.c_size_t(24)) for _ in range(20000)]
    del blocks
except (ImportError, AttributeError):
    pass

# Calls that run, of this thread and of another
make = marks('InCall')
below, waiting = threading.Event(), threading.Event()


def deep(depth, end):
    mine = make()
    if depth == 0:
        end()
    else:
        deep(depth - 1, end)


def rest():
    below.set()
    waiting.wait()


def finish():
    for name in sorted(told):
        print('%s\t%d' % (name, told[name]))
    print('sizes array.array\t%d' % (64 * int(each)))
    print('deque\t%d' % sum(sys.getsizeof(one) for one in [long, turned]))
    if sys.version_info[0] > 2:
        print('collections.OrderedDict\t%d' % sys.getsizeof(ordered))
        print('links\t%d' % cached.cache_info().currsize)
    print('ready')
    sys.stdout.flush()
    sys.stdin.readline()


sys.setrecursionlimit(10000)
threading.stack_size(64 << 20)
thread = threading.Thread(target=deep, args=(2000, rest))
thread.daemon = True
thread.start()
below.wait()
last = threading.Thread(target=deep, args=(3000, finish))
last.start()
last.join()
