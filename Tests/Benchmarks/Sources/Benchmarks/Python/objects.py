"""What so many objects of a kind cost CPython.

Seconds for the loop in Python, for the same through the C API, for `gc.collect()` of them while they
live, and for `del list`; bytes by which the resident memory grew. Of containers only the collection, of
objects that are set one attribute at a time only the loop, without the collector. Arguments: the folder
that holds objects.c, how many, and the kind.
"""
import gc
import os
import subprocess
import sys
import sysconfig
from time import perf_counter

folder, count, kind = sys.argv[1], int(sys.argv[2]), sys.argv[3]
library = os.path.join(folder, 'objects.so')
if not os.path.exists(library):
    subprocess.check_call([
        'cc', '-O2', '-shared', '-fPIC', '-I', sysconfig.get_path('include'),
        os.path.join(folder, 'objects.c'), '-o', library])
sys.path.insert(0, folder)
import objects


class Slots:
    __slots__ = 'x', 'y', 'z'

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z


class Plain:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z


def instance_loop(Point):
    return [Point(1, 2, 3) for _ in range(count)]


def set_loop(Point):
    kept = []
    for i in range(count):
        p = Point()
        p.x = 1
        p.y = 2
        p.z = 3
        kept.append(p)
    return kept


def tuple_loop(x, y, z):
    return [(x, y, z) for _ in range(count)]


def resident():
    with open('/proc/self/statm') as file:
        return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def measure(loop, make):
    # Before anything was freed: what malloc keeps for the next list would not be counted again
    before = resident()
    made = make()
    grown = resident() - before
    del made
    for _ in range(2):  # the first time warms up
        start = perf_counter()
        made = loop()
        looped = perf_counter() - start
        del made
        start = perf_counter()
        made = make()
        called = perf_counter() - start
        start = perf_counter()
        del made
        freed = perf_counter() - start
        # Others: which objects the collector has seen changes how they end. It is off meanwhile, or it
        # would have untracked most tuples before it is timed
        gc.disable()
        made = make()
        gc.enable()
        start = perf_counter()
        gc.collect()
        collected = perf_counter() - start
        del made
    print(looped, called, collected, freed, grown)


def measure_sets(Point):
    gc.disable()
    for _ in range(3):
        start = perf_counter()
        made = set_loop(Point)
        looped = perf_counter() - start
        del made
    print(looped)


def measure_collection(make):
    for _ in range(2):
        gc.disable()
        made = [make() for _ in range(count)]
        gc.enable()
        start = perf_counter()
        gc.collect()
        collected = perf_counter() - start
        del made
    print(collected)


if kind == 'slots':
    measure(lambda: instance_loop(Slots), lambda: objects.instances(Slots, count))
elif kind == 'instance':
    measure(lambda: instance_loop(Plain), lambda: objects.instances(Plain, count))
elif kind == 'slots set':
    measure_sets(type('Point', (), {'__slots__': ('x', 'y', 'z')}))
elif kind == 'instance set':
    measure_sets(type('Point', (), {}))
elif kind == 'list':
    measure_collection(lambda: [1, 2, 3])
elif kind == 'dict':
    measure_collection(lambda x=[]: {'x': x})
elif kind == 'set':
    measure_collection(lambda: {1, 2, 3})
elif kind == 'subclass of list':
    measure_collection(lambda Items=type('Items', (list,), {}): Items((1, 2, 3)))
else:
    measure(lambda: tuple_loop(1, 2, 3), lambda: objects.tuples(count))
