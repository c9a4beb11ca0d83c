"""Runs allocations, reallocations and frees through the C API, and says where each block stood.

It begins where an emulator begins: pymalloc has just taken an arena, because no other had a pool
left, and each size class a pool in it. Whatever the loop itself allocates, it frees before the next
call, and none of it is of the size classes that are asked for.
"""
import ctypes
import gc
import json
import sys

gc.disable()
question = json.load(sys.stdin)
api = ctypes.PyDLL(None)
malloc = getattr(api, question["api"] + "_Malloc")
realloc = getattr(api, question["api"] + "_Realloc")
free = getattr(api, question["api"] + "_Free")
malloc.restype = realloc.restype = ctypes.c_void_p
malloc.argtypes = [ctypes.c_size_t]
realloc.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
free.argtypes = [ctypes.c_void_p]
free.restype = None
pool_size = question["poolSize"]
hooks = question["hookBytes"]


word = ctypes.sizeof(ctypes.c_void_p)


def uint(address):
    return ctypes.c_uint32.from_address(address).value


def fresh_arena():
    """Takes blocks until a new arena begins; how many pools the one before it had."""
    pool, arena, run, full = 0, None, 0, 0
    while True:
        block = malloc(question["largest"]) - hooks
        if block // pool_size == pool:
            continue
        previous, pool = pool, block // pool_size
        index = uint(pool * pool_size + 4 * word)
        if index == arena:
            run = run + 1 if pool == previous + 1 else -1000
            continue
        full = full + 1 if run >= question["fewestPools"] else 0
        if full == 2:
            return run
        arena, run = index, 1


def fresh_pool(size):
    """Takes blocks until the size class begins a pool that never had another."""
    while True:
        block = malloc(size) - hooks
        pool = block // pool_size * pool_size
        step = question["step"]
        rounded = (size + question["extra"] + step - 1) // step * step
        if block - pool == question["overhead"]:
            if uint(pool + 4 * word + 8) == question["overhead"] + 2 * rounded:
                return


def fresh_page(size):
    """Takes blocks until the size class begins a page: free-threaded builds."""
    # The first that seems new may have been used before
    for _ in range(3):
        while (malloc(size) - hooks) % pool_size != question["firstBlocks"][str(size)]:
            pass


count = len(question["kinds"])
kinds = (ctypes.c_char * count)(*[k.encode() for k in question["kinds"]])
slots = (ctypes.c_uint32 * count)(*question["slots"])
sizes = (ctypes.c_uint32 * count)(*question["sizes"])
table = (ctypes.c_void_p * (max(question["slots"]) + 1))()
results = (ctypes.c_void_p * count)()


def run(count):
    i = 0
    while i < count:
        kind = kinds[i]
        if kind == b"m":
            table[slots[i]] = results[i] = malloc(sizes[i])
        elif kind == b"r":
            table[slots[i]] = results[i] = realloc(table[slots[i]], sizes[i])
        else:
            free(table[slots[i]])
        i += 1


# Frames are made by the first call, and kept up to 3.10
run(0)
# Room for what the loop allocates, so that it takes no pool from those that are compared
for size in range(8, 161, 8) if question["fewestPools"] else []:
    spare = [malloc(size) for _ in range(600)]
    for block in spare[::2]:
        free(block)
pools = fresh_arena() if question["fewestPools"] else 0
# The largest class has a fresh pool by now: the arena's first
for size in question["prime"][1 if pools else 0:]:
    (fresh_pool if pools else fresh_page)(size)

run(count)
json.dump({"pools": pools, "blocks": [r or 0 for r in results]}, sys.stdout)
