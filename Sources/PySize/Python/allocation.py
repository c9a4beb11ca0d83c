"""What the allocator hands out for one object more, by its own count."""
import gc
import os
import sys


def bytes_in_use():
    """Bytes of pymalloc's blocks in use: `_PyObject_DebugMallocStats`, Objects/obmalloc.c."""
    reader, writer = os.pipe()
    stderr = os.dup(2)
    os.dup2(writer, 2)
    os.close(writer)
    sys._debugmallocstats()
    os.dup2(stderr, 2)
    os.close(stderr)
    with os.fdopen(reader) as lines:
        for line in lines:
            if line.startswith('# bytes in allocated blocks'):
                return int(line.split('=')[1].replace(',', ''))
    return None


def allocated(make):
    """Bytes for each object of a long row; -1 where the allocator does not tell."""
    if not hasattr(sys, '_debugmallocstats'):
        return -1
    # What was freed before is used first: so many tuples of a length are kept
    spare = 2000 if type(make(1)) is tuple else 120
    count = 200
    kept = [None] * (spare + count)
    collects = gc.isenabled()
    gc.disable()
    for n in range(spare):
        kept[n] = make(n + 300)
    before = bytes_in_use()
    if before is not None:
        for n in range(spare, spare + count):
            kept[n] = make(n + 300)
        after = bytes_in_use()
    if collects:
        gc.enable()
    if before is None:
        return -1
    # A block is a multiple of eight bytes: the few that the interpreter takes meanwhile go
    return (after - before + 4 * count) // (8 * count) * 8
