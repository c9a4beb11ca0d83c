# Notes whenever its clock leaps beyond what it waited for a processor: from when to when, and how far beyond.
# Until there is a line to read.
import json
import os
import select
import time

# The second number is the time that this thread waited for a processor, in ns
account = os.open('/proc/thread-self/schedstat', os.O_RDONLY)
keep = [bytearray(1000000) for _ in range(40)]
leaps = []


def waited():
    return int(os.pread(account, 100, 0).split()[1])


def look():
    # In this order: what it waited before a leap is none of it
    before = waited()
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC), before


os.write(1, b'0\n')
last = look()
turn = 0
while True:
    now = look()
    leap = now[0] - last[0]
    if leap > 500000:
        # What the machine had else to do is none of it
        leap -= waited() - last[1]
        if leap > 500000: leaps.append([last[0], now[0], leap])
    last = now
    turn += 1
    if turn % 256 == 0 and select.select([0], [], [], 0)[0]: break
os.read(0, 100)
os.write(1, (json.dumps(leaps) + '\n').encode('ascii'))
os.read(0, 100)
