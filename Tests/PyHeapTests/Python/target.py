# Makes objects of many kinds from a seed, tells of each that it can reach where it is, of which type and
# how large, then what the allocators count, and waits.
import gc
import os
import random
import sys

try:
    import ctypes

    class mallinfo2(ctypes.Structure):
        _fields_ = [(name, ctypes.c_size_t) for name in (
            'arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost').split()]
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = mallinfo2
    ask()
except Exception:
    ask = None

seed, count = int(sys.argv[1]), int(sys.argv[2])
choose = random.Random(seed)


class Plain(object):
    def __init__(self, number):
        self.x = number
        self.name = str(number)


class Slots(object):
    __slots__ = ('a', 'b')


class Named(tuple):
    pass


class Text(str):
    pass


class Mapping(dict):
    pass


def make(number):
    kind = choose.randrange(20)
    if kind == 0: return Plain(number)
    if kind == 1: return dict((key, number) for key in range(choose.randrange(30)))
    if kind == 2: return [number] * choose.randrange(200)
    if kind == 3: return tuple(str(number + i) for i in range(choose.randrange(6)))
    if kind == 4: return set(range(choose.randrange(40)))
    if kind == 5: return frozenset(range(choose.randrange(9)))
    if kind == 6: return b'x' * choose.randrange(3000)
    if kind == 7: return u'\u20ac' * choose.randrange(900)
    if kind == 8: return number * 3 ** choose.randrange(400)
    if kind == 9: return number / 7.0
    if kind == 10: return bytearray(choose.randrange(2000))
    if kind == 11:
        made = Slots()
        made.a = number
        return made
    if kind == 12: return Named((number, str(number)))
    if kind == 13: return Text('t%d' % number)
    if kind == 14: return Mapping(a=number)
    if kind == 15: return lambda: number
    if kind == 16: return (each for each in [number])
    if kind == 17:
        made = Plain(number)
        made.extra = made
        made.__dict__
        return made
    if kind == 18: return complex(number, 1)
    return [str(number), {'key%d' % number: number}]


def reached():
    seen, order = set(), []
    stack = gc.get_objects()
    while stack:
        each = stack.pop()
        if id(each) in seen or each is seen or each is order or each is stack: continue
        seen.add(id(each))
        order.append(each)
        stack.extend(gc.get_referents(each))
        if isinstance(each, dict): stack.extend(dict.keys(each))
    return order


keep = [make(number) for number in range(count)]
del keep[::7]
gc.collect()
gc.disable()
order = reached()
lines = []
for each in order:
    # What runs changes while it is told
    if type(each).__name__ == 'frame': continue
    try:
        size = sys.getsizeof(each)
    except Exception:
        size = -1
    lines.append('%x %x %d' % (id(each), id(type(each)), size))
os.write(1, ('\n'.join(lines) + '\nobjects\n').encode('ascii'))
del lines
tracked = len(gc.get_objects())
frozen = gc.get_freeze_count() if hasattr(gc, 'get_freeze_count') else 0
blocks = sys.getallocatedblocks() if hasattr(sys, 'getallocatedblocks') else -1
os.write(1, ('%d %d %d\n' % (tracked, frozen, blocks)).encode('ascii'))
try:
    told = ask()
    os.write(1, ('%d %d %d\n' % (told.fordblks, told.hblks, told.hblkhd)).encode('ascii'))
except Exception:
    os.write(1, b'unknown\n')
ready = b'ready\n'
if hasattr(sys, '_debugmallocstats'):
    sys._debugmallocstats()
os.write(1, ready)
os.read(0, 1)
