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
    text, more = b'', True
    while more:
        more = os.read(reader, 1 << 16)
        text += more
    os.close(reader)
    for line in text.split(b'\n'):
        if line.startswith(b'# bytes in allocated blocks'):
            return int(line.split(b'=')[1].replace(b',', b''))
    return None


# Why nobody counts: 2.7 and a free-threaded build tell nothing; the build's own allocator, or
# glibc's malloc, is not the one that serves.
UNTOLD, NOT_OWN, NOT_GLIBC = 'untold', 'notOwn', 'notGlibc'


def malloc_counter():
    """A function: bytes of malloc's chunks in use, mapped ones included; None without glibc's."""
    import ctypes
    names = ('arena', 'ordblks', 'smblks', 'hblks', 'hblkhd', 'usmblks', 'fsmblks', 'uordblks',
             'fordblks', 'keepcost')
    library = ctypes.CDLL(None)
    # Before glibc 2.33 the numbers were ints, and wrapped around
    name = 'mallinfo2' if hasattr(library, 'mallinfo2') else 'mallinfo'
    number = ctypes.c_size_t if name == 'mallinfo2' else ctypes.c_uint
    if not hasattr(library, name):
        return None
    ask = library[name]
    ask.restype = type(name, (ctypes.Structure,), {
        '_fields_': [(field, number) for field in names]})

    def bytes_of_malloc():
        answer = ask()
        return answer.uordblks + answer.hblkhd

    # Another malloc in front of glibc's leaves its counts as they are
    before, size = bytes_of_malloc(), 1 << 16
    block = bytearray(size)
    is_glibc = (bytes_of_malloc() - before) % (1 << 8 * ctypes.sizeof(number)) >= len(block)
    return bytes_of_malloc if is_glibc else None


def growth(make, kept, start, count, in_use):
    """By how much the bytes in use grow with `count` objects more; None where nobody tells."""
    before = in_use()
    if before is None:
        return None
    for n in range(start, start + count):
        kept[n] = make(n + 300)
    return in_use() - before


def least(make, kept, start, count, in_use):
    """The least of two such growths, one after the other: what is asked for once in between goes."""
    sizes = [growth(make, kept, start + n * count, count, in_use) for n in (0, 1)]
    return None if None in sizes else min(sizes)


def serves_plainly():
    """Whether pymalloc gives for an object what it asks for: it serves, and no debug hooks are put in
    front of it, which builds that are no debug builds have by PYTHONMALLOC alone.
    """
    if hasattr(sys, 'gettotalrefcount'):
        return True
    count, kept = 500, [None] * 500

    def grown():
        return growth(lambda n: object(), kept, 0, count, bytes_in_use)

    # What counting does for the first time is done before it counts, and what was kept is replaced
    if grown() is None:
        return False
    kept[:] = [None] * count
    return (grown() + 4 * count) // (8 * count) * 8 == sys.getsizeof(object())


def allocated(make, asks_malloc):
    """Bytes for each object of a long row; why not, where the allocator does not tell."""
    if not hasattr(sys, '_debugmallocstats'):
        return UNTOLD
    is_plain = vars(sys).get('_pysize_serves_plainly')
    if is_plain is None:
        is_plain = sys._pysize_serves_plainly = serves_plainly()
    if not is_plain:
        return UNTOLD if 't' in sys.abiflags else NOT_OWN
    # What was freed before is used first: this many tuples of a length are kept
    spare = 2000 if type(make(1)) is tuple else 120
    count = 500
    kept = [None] * (spare + 4 * count)
    collects = gc.isenabled()
    gc.disable()
    # What counting does for the first time, such as an import, is done before it counts
    growth(make, kept, 0, spare, bytes_in_use)
    grown = [least(make, kept, spare, count, bytes_in_use)]
    if asks_malloc:
        # Of malloc's, too: pymalloc's own table of its arenas may grow in between
        in_use = malloc_counter()
        grown.append(in_use and least(make, kept, spare + 2 * count, count, in_use))
    if collects:
        gc.enable()
    if None in grown:
        return NOT_GLIBC
    # A block is a multiple of eight bytes: the few that the interpreter takes meanwhile go
    return (sum(grown) + 4 * count) // (8 * count) * 8


def untouched(make, count, asks_malloc):
    """A tuple of objects beyond that number: nobody looks at them, and they stay."""
    # What was freed before, a little larger, is used first; and two tell whether they are one
    made = [make(n) for n in range(1, count + (200 if asks_malloc else 3))]
    row = tuple(made[count:][-8:])
    vars(sys).setdefault('_pysize_untouched', []).append(row)
    return row


def allocated_rows(make):
    """Bytes for each row of an array, which is one block of malloc's; why not, where nobody tells."""
    in_use = malloc_counter()
    if in_use is None:
        return NOT_GLIBC
    sizes = []
    for rows in 1000000, 3000000:
        before = in_use()
        array = make(rows)
        sizes.append(in_use() - before)
        del array
    return (sizes[1] - sizes[0] + 1000000) // 2000000
