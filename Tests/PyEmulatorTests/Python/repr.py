"""Says what repr says of what expressions make, addresses as 0x; what is raised in its place; or null
where the first list's texts are no expressions here."""
import array
import json
import re
import sys
import weakref
from collections import OrderedDict, deque

names = {'__name__': '__main__', 'deque': deque, 'OrderedDict': OrderedDict, 'array': array.array, 'weakref': weakref.ref, 'R': range if str is not bytes else xrange}
exec('''
class C(object): pass
class L(list): pass
class T(tuple): pass
class D(dict): pass
class I(int): pass
class F(float): pass
class S(type(u'')): pass
class B(bytes): pass
class BA(bytearray): pass
class ST(set): pass
class FS(frozenset): pass
class E(Exception): pass
class Q(deque): pass
class O(OrderedDict): pass
c, one = C(), FS([1])
def nested(depth):
    value = []
    for _ in range(depth - 1): value = [value]
    return value
def nested_deque(depth):
    value = deque()
    for _ in range(depth - 1): value = deque([value])
    return value
def nested_ordered(depth):
    value = OrderedDict()
    for _ in range(depth - 1): value = OrderedDict([(1, value)])
    return value
def own_list():
    value = [1]
    value.append(value)
    return value
def own_dict():
    value = {}
    value[1] = value
    return value
def own_deque():
    value = deque([1], 5)
    value.append(value)
    value.append([value])
    return value
def own_ordered():
    value = OrderedDict()
    value[1] = value
    value[2] = [value]
    return value
def own_tuple():
    value = ([],)
    value[0].append(value)
    return value
def own_space():
    value = space(b=1, a=2)
    value.me = value
    return value
def dead():
    return weakref(C())
def space(**names):
    from types import SimpleNamespace
    return SimpleNamespace(**names)
''', names)
for name in names.copy():
    if hasattr(names[name], '__globals__'):
        names[name].__globals__.update(names)


def answer(value):
    try:
        return re.sub('0x[0-9a-f]+', '0x', repr(value))
    except RuntimeError as error:
        return '%s: %s' % (type(error).__name__, error)


def evaluated(text):
    try:
        return repr(eval(text.lstrip()))
    except Exception:
        return None


# The functions here are no calls of whoever asks
sys.setrecursionlimit(1000 + (1 if str is bytes else 2 if sys.version_info < (3, 12) else 0))
texts, sources = json.load(sys.stdin)
json.dump([
    [evaluated(text) for text in texts],
    [answer(eval(source, names)) for source in sources],
], sys.stdout)
