"""In which order the callbacks of weak references are called, and what `gc.collect` answers."""
import gc
import json
import sys
import weakref


class Node(object):
    __slots__ = ('other', '__weakref__')


gc.disable()
told = []
answers = []


def tells(number):
    def callback(reference):
        told.append(number)
        told.append(-1 if reference() is None else -2)
    return callback


def answer(*more):
    answers.append(told[:] + list(more))
    del told[:]


# The one made last first, and the one that all share not at all
node = Node()
references = [weakref.ref(node, tells(number)) for number in (1, 2)]
shared = weakref.ref(node)
references.append(weakref.ref(node, tells(3)))
listed = weakref.getweakrefs(node)
numbers = [id(each) for each in [shared] + references]
order = [numbers.index(id(each)) for each in listed]
again = weakref.ref(node) is shared
node = None
answer(*(order + [int(again), int(shared() is None)]))

# One, and one that has ended before
node = Node()
one, two = weakref.ref(node, tells(1)), weakref.ref(node, tells(2))
one = None
node = None
answer()

# An error is nobody's: the others are told
node = Node()


def fails(reference):
    told.append(9)
    raise ValueError


class Quiet(object):
    def write(self, text):
        pass


stderr, sys.stderr = sys.stderr, Quiet()
references = [weakref.ref(node, each) for each in (tells(1), fails, tells(3))]
node = None
sys.stderr = stderr
answer()

# A callback gives up the reference after it, which is told all the same
node = Node()
kept = {}


def drops(reference):
    told.append(5)
    kept.clear()


kept[1] = weakref.ref(node, tells(1))
dropping = weakref.ref(node, drops)
node = None
answer(len(kept))

# A cycle, told from outside; a reference in the cycle is not
gc.collect()
a, b = Node(), Node()
a.other, b.other = b, [a, weakref.ref(a, told.append)]
outer, plain = weakref.ref(a, tells(8)), weakref.ref(a)
a = b = None
answer(gc.collect(), int(plain() is None))

# A callback gives up its own reference: the collector counts it
a = Node()
a.other = a
kept = [weakref.ref(a, lambda reference: kept.pop())]
a = None
answer(gc.collect(), len(kept))
answer(gc.collect())

# Young and old: a reference of another generation is told
a = Node()
a.other = a
old = weakref.ref(a, tells(4))
gc.collect()
a = None
answer(gc.collect(0))
answer(gc.collect(2))

# A callback collects: the collector is at work
a = Node()
a.other = a
nested = weakref.ref(a, lambda reference: told.append(gc.collect()))
a = None
answer(gc.collect())
json.dump(answers, sys.stdout)
