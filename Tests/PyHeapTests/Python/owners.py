"""Has memory of many owners, tells how much, and waits: in a child of its own that was forked while a thread's
heap was there already."""
import mmap
import os
import sys
import threading

kept = []


def fill(count):
    kept.append([bytes(bytearray(1000)) for _ in range(count)])


def anonymous(size):
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


# Of zeros, and not, which a child has as well
shared = [bytearray(10 << 20), bytearray(b'x') * (10 << 20)]
thread = threading.Thread(target=fill, args=(50,))
thread.start()
thread.join()
(reading, writing) = os.pipe()
child = os.fork()
if child:
    os.close(writing)
    # The child has said what there was to say, or has ended
    sys.stdout.write(os.fdopen(reading).readline())
    sys.stdout.write('ready\n')
    sys.stdout.flush()
    sys.stdin.readline()
    os.kill(child, 9)
    os.waitpid(child, 0)
    sys.exit()

thread = threading.Thread(target=fill, args=(20000,))
thread.start()
thread.join()
# Read, and never written
unwritten = anonymous(16 << 20)
for place in range(0, len(unwritten), 4096):
    unwritten[place:place + 1]
written = anonymous(24 << 20)
for place in range(0, len(written), 4096):
    written[place:place + 1] = b'x'
# What comes now has its place below
for name in ['_ctypes', '_decimal', '_elementtree', '_json', '_sqlite3', '_ssl', 'zlib']:
    try:
        __import__(name)
    except ImportError:
        pass
# Nobody but what looks at them holds them
views = [memoryview(bytearray(3000000)), iter(bytearray(4000000))]
# In 2.7 many in a block, of which most are free
numbers = list(range(200000)) + [number + 0.5 for number in range(200000)]
numbers = numbers[::20]
os.write(writing, ('%d\n' % os.getpid()).encode())
thread = threading.Event()
thread.wait()
