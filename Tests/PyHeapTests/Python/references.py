"""Says of objects of many kinds what they refer to, as the collector visits it, and of some who refers to them, a line
each, and waits."""
import collections
import datetime
import functools
import gc
import itertools
import sys
import types
import weakref


class Plain(object):
    def method(self):
        pass


class Slots(object):
    __slots__ = ('a', 'b', '__weakref__')


class Both(Slots):
    pass


class Old:
    pass


class Queue(collections.deque):
    pass


class Mapping(collections.OrderedDict):
    pass


def fresh():
    return object()


def closure(one, two):
    def inner(default=one):
        return one, two
    return inner


def generator(one):
    two = [fresh()]
    yield one
    yield two


def failing(one):
    raise ValueError(one)


def started(one):
    made = generator(one)
    next(made)
    return made


def traceback():
    try:
        failing(fresh())
    except ValueError:
        return sys.exc_info()[2]


def filled(made):
    made.a, made.b = fresh(), fresh()
    return made


def many():
    yield [fresh() for _ in range(5)]
    yield tuple(fresh() for _ in range(5))
    yield set(fresh() for _ in range(40))
    yield frozenset(fresh() for _ in range(3))
    yield dict((fresh(), fresh()) for _ in range(20))
    yield dict((number, fresh()) for number in range(4))
    yield filled(Plain())
    yield filled(Slots())
    yield filled(Both())
    yield filled(Old())
    yield collections.deque(fresh() for _ in range(200))
    yield Queue(fresh() for _ in range(3))
    yield collections.OrderedDict((number, fresh()) for number in range(9))
    yield Mapping((number, fresh()) for number in range(9))
    yield collections.defaultdict(fresh, {1: fresh()})
    yield closure(fresh(), fresh())
    yield started(fresh())
    yield generator(fresh())
    yield traceback()
    yield ValueError(fresh(), fresh())
    yield functools.partial(fresh, fresh(), key=fresh())
    yield filled(Plain()).method
    yield property(fresh)
    yield staticmethod(fresh())
    yield slice(fresh(), fresh())
    yield iter([fresh()])
    yield iter((fresh(),))
    yield enumerate([fresh()])
    yield itertools.chain([fresh()], [fresh()])
    yield itertools.cycle([fresh()])
    yield zip([fresh()], [fresh()])
    yield weakref.ref(filled(Slots()), lambda one: fresh())
    yield types.ModuleType('some')
    yield type('Made', (Plain,), {'one': fresh()})


kept = [one for _ in range(10) for one in many()]
gc.collect()
gc.disable()
for one in kept:
    print('references\t%x\t%s' % (id(one), ' '.join('%x' % id(each) for each in gc.get_referents(one))))
# Each of these has one holder
only = [(fresh(), make) for make in [
    lambda one: [one], lambda one: (one,), lambda one: {one: 1}, lambda one: {1: one},
    lambda one: set([one]), lambda one: collections.deque([None] * 100 + [one]),
    lambda one: collections.OrderedDict([(1, one)]), lambda one: property(one),
    lambda one: slice(one), lambda one: started(one) if sys.version_info >= (3, 11) else [one]]]
holders = [make(one) for one, make in only]
marks = ['%x' % id(one) for one, make in only]
del one, only
for mark, holder in zip(marks, holders):
    print('referrers\t%s\t%x' % (mark, id(holder)))
print('ready')
sys.stdout.flush()
sys.stdin.readline()
