"""Usage: swift test | follow.py LOG

Keeps all that the tests say in LOG, and says itself what fails, and every half minute how far they are
and which they wait for.
"""
import re
import sys
import threading

INTERVAL = 30
STARTED = re.compile(r'^◇ Test (?!run |case )(.+) started\.$')
ENDED = re.compile(r'^. Test (?!run |case )(.+?)(?: with \d+ test cases?)? (passed|failed|skipped|was)\b')
FAILED = re.compile(r'^✘ Test (?!run |case ).+ recorded an issue')

waiting = {}
ended = 0


def say_how_far():
    first = list(waiting)[:3]
    others = ' and %d others' % (len(waiting) - 3) if len(waiting) > 3 else ''
    awaited = '; waits for ' + ', '.join(first) + others if first else ''
    print('  %d tests done%s' % (ended, awaited), flush=True)


def say_from_time_to_time(is_over):
    while not is_over.wait(INTERVAL):
        say_how_far()


is_over = threading.Event()
threading.Thread(target=say_from_time_to_time, args=[is_over], daemon=True).start()
with open(sys.argv[1], 'a', encoding='utf-8') as log:
    for raw in sys.stdin.buffer:
        line = raw.decode('utf-8', 'replace')
        log.write(line)
        if match := STARTED.match(line):
            waiting[match[1]] = True
        elif FAILED.match(line):
            print('  ' + line.rstrip()[:300], flush=True)
        elif match := ENDED.match(line):
            ended += 1
            waiting.pop(match[1], None)
is_over.set()
say_how_far()
