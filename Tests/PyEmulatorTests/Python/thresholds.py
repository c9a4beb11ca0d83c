"""In which iterations of a loop that makes lists the collector runs, and which generation it looks at."""
import gc
import json
import sys

count = json.load(sys.stdin)
kept = [None] * count
seen = bytearray(count)


def run(first, last):
    before = gc.get_count()
    for i in range(first, last):
        kept[i] = []
        now = gc.get_count()
        if now[0] < before[0]:
            seen[i] = 1 if now[1] > before[1] else 2 if now[2] > before[2] else 3
        before = now


# What the loop itself takes is there
run(0, 10)
alive = gc.collect() and 0 or len(gc.get_objects())
run(0, 10)
start = gc.get_count()
run(10, count)
json.dump({'alive': alive, 'start': start, 'threshold': gc.get_threshold(),
           'seen': [[i, seen[i] - 1] for i in range(count) if seen[i]]}, sys.stdout)
