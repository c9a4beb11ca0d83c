# Makes objects of many kinds, and lets a child of its own stand still with them: says the child's number,
# waits for a line, kills the child with SIGABRT where the line says so, and waits for its end.
import json
import os
import resource
import signal
import sys
import threading


class Plain(object):
    def __init__(self, number):
        self.number = number
        self.text = str(number)


class Slots(object):
    __slots__ = ('one', 'two')

    def __init__(self, number):
        self.one = number
        self.two = [number]


keep = [Plain(number) for number in range(500)]
keep += [Slots(number) for number in range(300)]
keep += [{'key': number, 'value': number * 2.5} for number in range(300)]
keep += [set([number, str(number)]) for number in range(100)]
keep += [(number, b'x' * number) for number in range(1000)]
keep += [b'large' * 100000, u'\u20ac' * 3000, 10 ** 300]
cycle = []
cycle.append(cycle)

# gcore and the kernel leave out what nobody has written to; both write a core into this folder
os.chdir(os.environ['PYSIZE_FOLDER'])
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
ready, say = os.pipe()
child = os.fork()
if child == 0:
    # What it adds to its parent's heap is a mapping of its own
    grown = [b'y' * number for number in range(600, 3600)]
    end, never = os.pipe()
    for _ in range(2):
        threading.Thread(target=os.read, args=(end, 1)).start()
    os.write(say, b'!')
    os.read(end, 1)
os.read(ready, 1)
sys.stdout.write(json.dumps(child) + '\n')
sys.stdout.flush()
abort = 'abort' in sys.stdin.readline()
os.kill(child, signal.SIGABRT if abort else signal.SIGKILL)
os.waitpid(child, 0)
if abort:
    sys.stdout.write(json.dumps(0) + '\n')
    sys.stdout.flush()
    sys.stdin.read()
