"""Reads what the allocators write around their blocks, and what sys._debugmallocstats() counts."""
import ctypes
import json
import os
import re
import sys

question = json.load(sys.stdin)
if "cases" in question and not hasattr(sys, "gettotalrefcount"):
    if "PYTHONMALLOC" not in os.environ:
        # The hooks are installed at the start only; the question is read again
        question = json.dumps(question).encode()
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.close(reader)
            while question:
                question = question[os.write(writer, question):]
            os._exit(0)
        os.close(writer)
        os.dup2(reader, 0)
        # 3.6's "debug" wraps malloc
        os.environ["PYTHONMALLOC"] = "debug" if sys.version_info > (3, 7) else "pymalloc_debug"
        os.execv(sys.executable, [sys.executable, "-S", __file__])
api = ctypes.PyDLL(None)
word = ctypes.sizeof(ctypes.c_void_p)


def functions(malloc, realloc, free):
    found = [getattr(api, name) for name in (malloc, realloc, free)]
    found[0].restype = found[1].restype = ctypes.c_void_p
    found[0].argtypes = [ctypes.c_size_t]
    found[1].argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    found[2].restype, found[2].argtypes = None, [ctypes.c_void_p]
    return found


malloc, realloc, free = functions("PyObject_Malloc", "PyObject_Realloc", "PyObject_Free")


def hooks():
    """The bytes of blocks when they are new, changed in size, and freed."""
    head, extra = question["head"], question["extra"]
    buffers = [ctypes.create_string_buffer(1024) for _ in range(3)]
    for size, resized in question["cases"]:
        for i in range(size):
            buffers[0][i] = buffers[1][i] = buffers[2][i] = b"\0"
        block = malloc(size)
        ctypes.memmove(buffers[0], block - head, size + extra)
        for i in range(size):
            ctypes.c_uint8.from_address(block + i).value = (i * 7 + 3) % 256
        block = realloc(block, resized)
        ctypes.memmove(buffers[1], block - head, resized + extra)
        # A pool that becomes empty may be taken for another size class before we look
        neighbour = malloc(resized)
        free(block)
        ctypes.memmove(buffers[2], block - head, resized + extra)
        free(neighbour)
        lengths = [size + extra, resized + extra, resized + extra]
        yield [list(bytearray(b.raw[:n])) for b, n in zip(buffers, lengths)]


def chunks():
    """The word before what the C library hands out; of several, the smallest."""
    names = ["PyMem_RawMalloc", "PyMem_RawRealloc", "PyMem_RawFree"]
    malloc, _, free = functions(*(names if sys.version_info[0] > 2 else ["malloc", "realloc", "free"]))
    for size in question["chunks"]:
        blocks = [malloc(size) for _ in range(5)]
        words = [ctypes.c_size_t.from_address(block - word).value for block in blocks]
        yield [min(w & ~7 for w in words), max(w & 2 for w in words), max(b % 16 for b in blocks)]
        for block in blocks:
            free(block)


def statistics():
    """Rows of the table: class, size, num pools, blocks in use, avail blocks."""
    reader, writer = os.pipe()
    kept = os.dup(2)
    os.dup2(writer, 2)
    sys._debugmallocstats()
    os.dup2(kept, 2)
    os.close(writer)
    text = b""
    while True:
        read = os.read(reader, 65536)
        if not read:
            break
        text += read
    text = text.decode()
    rows = re.findall(r"^ *(\d+) +(\d+) +(\d+) +(\d+) +(\d+) *$", text, re.M)
    return {
        "rows": [[int(n) for n in row] for row in rows],
        "arenaSize": int(re.search(r"arenas \* (\d+) bytes/arena", text).group(1)),
    }


answer = {}
if "cases" in question:
    answer["blocks"] = list(hooks())
else:
    answer["chunks"] = list(chunks()) if question["chunks"] else []
    answer["before"] = answer["after"] = None
    if hasattr(sys, "_debugmallocstats") and question["counts"]:
        blocks = (ctypes.c_void_p * 5000)()
        statistics()
        answer["before"] = statistics()
        i = 0
        for size, count in question["counts"]:
            for _ in range(count):
                blocks[i] = malloc(size)
                i += 1
        answer["after"] = statistics()
json.dump(answer, sys.stdout)
