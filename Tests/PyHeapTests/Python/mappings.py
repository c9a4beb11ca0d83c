"""Maps files and memory, says how much of each it has touched, a line each, and waits."""
import ctypes
import mmap
import os
import sys
import tempfile

size = 4 << 20
kept = []
told = {'file': 0, 'shared': 0}


def tell(owner, mapping):
    # One byte of each page, so that it is in memory
    for place in range(0, size, 4096):
        mapping[place:place + 1]
    kept.append(mapping)
    told[owner] += size


def made(folder=None):
    file = tempfile.TemporaryFile(dir=folder)
    file.write(b'x' * size)
    file.flush()
    return os.dup(file.fileno())


for access in [mmap.ACCESS_READ, mmap.ACCESS_WRITE, mmap.ACCESS_COPY]:
    tell('file', mmap.mmap(made(), size, access=access))
tell('shared', mmap.mmap(made('/dev/shm'), size))
tell('shared', mmap.mmap(made('/dev/shm'), size, access=mmap.ACCESS_COPY))
anonymous = mmap.mmap(-1, size)
anonymous.write(b'x' * size)
tell('shared', anonymous)
private = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
private.write(b'x' * size)
kept.append(private)
memory = getattr(ctypes.CDLL(None), 'memfd_create', None)
number = memory(b'some', 0) if memory else -1
if number >= 0:
    os.write(number, b'x' * size)
    tell('shared', mmap.mmap(number, size))
for owner in told:
    print('%s\t%d' % (owner, told[owner]))
print('ready')
sys.stdout.flush()
sys.stdin.readline()
