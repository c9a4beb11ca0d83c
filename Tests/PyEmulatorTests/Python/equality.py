"""Which of the objects that expressions make are equal: a row for each, T, F, or what is raised.

The second list holds expressions of which the hash is asked.
"""
import array
import ctypes
import json
import sys
import warnings
import weakref
from collections import OrderedDict, deque

warnings.simplefilter('ignore')
names = {'array': array.array, 'deque': deque, 'OrderedDict': OrderedDict, 'weakref': weakref.ref, 'R': range if str is not bytes else xrange}
exec('''
nan = float('nan')
class C(object): pass
class L(list): pass
class T(tuple): pass
class D(dict): pass
class I(int): pass
class F(float): pass
class S(type(u'')): pass
class B(bytes): pass
class BA(bytearray): pass
class FS(frozenset): pass
class Q(deque): pass
class O(OrderedDict): pass
class Struct(ctypes.Structure): _fields_ = [('x', ctypes.c_int)]
struct = Struct()
struct.x = 1
c, d, one, other = C(), C(), FS([1]), FS([1])
f = F(nan)
def dead():
    return weakref(C())
def space(**names):
    from types import SimpleNamespace
    return SimpleNamespace(**names)
''', dict(names, ctypes=ctypes), names)
names.update({'ctypes': ctypes})
for name in ('dead', 'space'):
    names[name].__globals__.update(names)


def answer(ask):
    try:
        return ask()
    except Exception as error:
        return type(error).__name__


def letter(a, b):
    told = answer(lambda: a == b)
    return told if isinstance(told, str) else 'T' if told else 'F'


sources, hashed = json.load(sys.stdin)
objects = [eval(source, names) for source in sources]
json.dump([
    [' '.join([letter(a, b) for b in objects]) for a in objects],
    [str(answer(lambda: hash(eval(source, names)))) for source in hashed],
], sys.stdout)
