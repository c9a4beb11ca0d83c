"""Holds what can be shown, says how, a line each, and waits."""
import array
import collections
import gc
import glob
import sys


if sys.version_info[0] > 2:
    # 3.6 would have ASCII where no locale is set
    sys.stdout = open(1, 'w', encoding='utf-8', closefd=False)


class Holder(object):
    pass


class Queue(collections.deque):
    pass


def first(items):
    # 2.7's long has a letter behind it
    return ', '.join([repr(item).rstrip('L') for item in items[:4]] + ['...'] * (len(items) > 4))


holder = Holder()
texts = {}


def hold(name, value, text=None):
    setattr(holder, name, value)
    texts[name] = text or repr(value)


hold('short', bytearray(b'abc'))
hold('empty', bytearray())
long = bytearray(b'x' * 100)
del long[:60]
hold('shifted', long)
for code in 'bBhHiIlLfd':
    items = array.array(code, [1, 2, 100])
    hold('array_' + code, items, 'array(%r, [%s])' % (code, first(items)))
hold('signed', array.array('b', [-1, -128]))
hold('none', array.array('i'))
hold('many', array.array('d', range(9)), "array('d', [0.0, 1.0, 2.0, 3.0, ...])")
hold('queue', collections.deque([1, 'a', None]))
hold('none_queued', collections.deque())
moved = collections.deque(range(200))
for _ in range(150):
    moved.popleft()
hold('moved', moved, 'deque([150, 151, 152, 153, ...])')
left = collections.deque()
for number in range(3):
    left.appendleft(number)
hold('left', left)
hold('queue_in_list', [Queue([1])], '[__main__.Queue(deque([...]))]')
for number, text in enumerate([
        '\n\t\r\\', "a', 'b", '\'"', '"', '\x00\x1b\x7f', b"\xe9'\\", bytearray(b'\xc3\xa9"'),
        ["a', 'b"], '\\u{a}']):
    hold('text_%d' % number, text)
if sys.version_info[0] > 2:
    hold('unprintable', '\x80\xad\u2028\ud800\U000e0001')
    hold('bytes', b'\xff')
# A class of Python's own in 2.7
ordered = collections.OrderedDict((letter, None) for letter in 'zyx')
ordered['z'] = ordered.pop('z')
hold('inner', [ordered], '[OrderedDict(%s)]' % ('{...}' if sys.version_info >= (3, 12) else '[...]'))
for number, value in enumerate([
        ordered, collections.OrderedDict(), collections.defaultdict(int, {1: 2}),
        collections.defaultdict(None), collections.defaultdict(Holder), {}, {'a': u'b'}, set(), {1}, {2, 3},
        frozenset(), frozenset([1]), frozenset('ab'), collections.deque([1], maxlen=3),
        collections.deque(maxlen=0), u'', u"it's", u'\xe9', [u'\u20ac', b'b'], int, object, Holder,
        float('nan'), -float('nan'), [float('inf') - float('inf')], array.array('d', [-float('nan')])]):
    hold('exact_%d' % number, value)
cache, build = sys.argv[1:]
sys.path += glob.glob('%s/packages/%s-*/numpy' % (cache, build))
try:
    import numpy
except ImportError:
    pass
else:
    kinds = ['?', 'i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8']
    arrays = [numpy.arange(2).astype(kind) for kind in kinds]
    rows = numpy.arange(12).reshape(3, 4)
    arrays += [rows, rows.T, rows[::-2, 1:], numpy.array(3.5), numpy.zeros(0), numpy.arange(9)]
    arrays += [numpy.array([1, None], dtype=object)]
    for number, array in enumerate(arrays):
        items = first(array.ravel().tolist())
        hold('numpy_%d' % number, array,
             'array([%s], shape=%r, dtype=%s)' % (items, array.shape, array.dtype))
    for number, array in enumerate([numpy.array(['ab']), numpy.arange(3).astype('>i4')]):
        hold('others_%d' % number, array,
             'array([...], shape=%r, dtype=%s)' % (array.shape, array.dtype))


# What a class's module may be, and what one is that is no text; all instances of 2.7's old-style classes have
# one type
modules = [None, 5, [], 'shop', b'bytes', u'uni', True]
kept = []
for number, module in enumerate(modules):
    kind = type('Kind%d' % number, (object,), {'__module__': module})
    kept.append(kind())
    print('type\t%s\t%s' % (kind.__name__, repr(kind)[len("<class '"):-len("'>")]))


# What is called so is in no module of that name
kind = type('Dotted', (object,), {'__module__': 'shop'})
kind.__name__ = 'in.shop'
kept.append(kind())
print('type\t%s\t%s' % (getattr(kind, '__qualname__', kind.__name__), repr(kind)[len("<class '"):-len("'>")]))


class Old:
    def __init__(self, item):
        self.item = item


class Younger(Old):
    pass


kept += [Old(1), Younger('x'), Younger(None)]
print('type\tOld\t__main__.Old')
print('type\tYounger\t__main__.Younger')
# Which instances have a dict of their own: those that were asked for it, and where tp_traverse visits one
dicts = {'InPlain': (object,), 'InError': (Exception,), 'InOrdered': (collections.OrderedDict,),
         'InText': (str,), 'InBytes': (bytes,), 'InTuple': (tuple,), 'InInt': (type(1 << 70),),
         'InDict': (dict,), 'InQueue': (collections.deque,), 'InSet': (set,)}
fillings = {'InDict': [({1: 'a', 2: 'b'},), ()], 'InSet': [((1, 'a'),), ()],
            'InInt': [(7,), (-5 << 70,)], 'InTuple': [((1, 2, 3),), ()], 'InBytes': [(b'abcd',), ()]}
for name in sorted(dicts):
    kind = type(name, dicts[name], {})
    some = [kind(*fillings.get(name, [(), ()])[number % 2]) for number in range(40)]
    for one in some[::4]:
        one.first = 1
    for one in some[1::8]:
        one.__dict__
    count = sum(number % 8 == 1 or any(type(each) is dict for each in gc.get_referents(one))
                for number, one in enumerate(some))
    kept += some
    print('dicts\t%s\t%d' % (name, count))
olds = [one for one in kept if isinstance(one, Old) and not isinstance(one, Younger)]
print('dicts\tOld\t%d' % sum(
    any(type(each) is dict for each in gc.get_referents(one)) for one in olds))
for name in sorted(texts):
    print('value\t%s\t%s' % (name, texts[name]))
print('ready')
sys.stdout.flush()
sys.stdin.readline()
