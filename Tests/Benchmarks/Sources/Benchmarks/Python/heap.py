"""A process with so many thousand objects of many kinds, which waits for what to do: a line each on
standard input.

"guppy FOLDER": the seconds of CPU that guppy3's heap() takes with its table, once it has been imported from
there, and how many objects it finds. The end of the input ends it.
"""
import gc
import sys
import time


class Plain(object):
    def __init__(self, i):
        self.x, self.y, self.z = i, i + 1, str(i)


class Slots(object):
    __slots__ = 'a', 'b'

    def __init__(self, i):
        self.a, self.b = i, None


def cycle():
    made = []
    made.append(made)
    return made


# 254,000 objects each
kept = []
for part in range(max(1, round(int(sys.argv[1]) / 254))):
    kept.append([Plain(i) for i in range(30000)])
    kept.append([{'id': i, 'value': i * 2.5} for i in range(20000)])
    kept.append([(i, str(i)) for i in range(20000)])
    kept.append(['text %d' % i for i in range(20000)])
    kept.append([Slots(i) for i in range(5000)])
    kept.append({i: b'x' * 100 for i in range(4000)})
    kept.append([{i, i + 1} for i in range(3000)])
    kept.append([cycle() for i in range(2000)])
gc.collect()
gc.disable()
print('ready', flush=True)
for line in sys.stdin:
    sys.path.append(line.split(None, 1)[1].strip())
    from guppy import hpy
    heapy = hpy()
    start = time.process_time()
    found = heapy.heap()
    str(found)
    print(time.process_time() - start, found.count, flush=True)
