# Keeps addresses free for later, as runtimes inside of one do: of some it has touched a page.
import mmap
import os

# MAP_NORESERVE
flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000
touched = mmap.mmap(-1, 32 << 30, flags=flags)
touched[1 << 30] = 1
untouched = mmap.mmap(-1, 512 << 30, flags=flags)
os.write(1, b'0\n')
os.read(0, 1)
