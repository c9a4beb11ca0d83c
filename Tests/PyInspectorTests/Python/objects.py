"""Makes many objects of every kind, says of each where it is and what it is, and waits."""
from __future__ import print_function

import array
import gc
import json
import os
import random
import sys
import weakref

is2 = sys.version_info[0] == 2
chance = random.Random(int(sys.argv[1]))
kept = []
told = []


def tell(label, ob, **facts):
    """One object: kept alive, and what is true of it."""
    kept.append(ob)
    told.append((label, ob, facts))


def text(ob):
    """A str as the test compares it: its characters' numbers."""
    return [ord(c) for c in ob]


def letters(alphabet, n):
    return "".join(chance.choice(alphabet) for _ in range(n))


if is2:
    chr = unichr
    def letters(alphabet, n):
        return u"".join(chance.choice(alphabet) for _ in range(n))

sizes = [0, 1, 2, 3, 5, 6, 7, 8, 11, 12, 31, 43, 86, 100, 300]
alphabets = {
    "ascii": [chr(c) for c in range(32, 127)],
    "latin1": [chr(c) for c in range(0xa0, 0x100)],
    "ucs2": [chr(c) for c in range(0x400, 0x500)],
    "ucs4": [chr(c) for c in range(0x1f600, 0x1f640)],
}

tell("None", None)
tell("True", True, number="1")
tell("False", False, number="0")
tell("Ellipsis", Ellipsis)
tell("object()", object())

for value in [0, 1, -1, -5, 256, 257, 1024, 2**15, 2**30 - 1, 2**30, -2**30, 2**31, 2**60 - 1,
              2**62, 2**63 - 1, 2**63, -2**63, 2**64, 2**89, 2**90, 10**100, -10**300]:
    tell("int", value, number=str(value))
for _ in range(40):
    value = chance.getrandbits(chance.randrange(1, 400)) * chance.choice([1, -1])
    tell("int", value, number=str(value))
    if is2:
        tell("long", long(value % 1000), number=str(value % 1000))
for _ in range(10):
    tell("float", chance.uniform(-1e6, 1e6))
    tell("complex", complex(chance.random(), 2))

for n in sizes:
    for name in sorted(alphabets):
        s = letters(alphabets[name], n)
        tell("str " + name, s, text=text(s))
        if not is2:
            try:
                sys.intern(s)
            except TypeError:
                pass
    tell("bytes", os.urandom(n))
    tell("bytearray", bytearray(n))
    b = bytearray(os.urandom(n))
    del b[:n // 3]
    b.extend(b"abc")
    tell("bytearray cut", b)
    tell("tuple", tuple(range(n)), count=n)
    tell("list", [object() for _ in range(n)], count=n)
    tell("list made", list(range(n)), count=n)
    grown = []
    for i in range(n):
        grown.append(i)
    tell("list grown", grown, count=n)
    if n:
        popped = list(range(n))
        while len(popped) > n // 2:
            popped.pop()
        tell("list popped", popped, count=n // 2)
    tell("set", set(range(n)), count=n)
    tell("frozenset", frozenset(str(i) for i in range(n)), count=n)
    left = set(range(n))
    for i in range(0, n, 2):
        left.discard(i)
    tell("set cut", left, count=n // 2)
    keys = ["key%d" % i for i in range(n)]
    made = dict((k, i) for i, k in enumerate(keys))
    tell("dict", made, keys=list(made))
    tell("dict of ints", dict((i, i) for i in range(n)), count=n)
    mixed = dict((k, i) for i, k in enumerate(keys))
    mixed[n] = n
    tell("dict mixed", mixed, count=n + 1)
    cut = dict((k, i) for i, k in enumerate(keys))
    for k in keys[::3]:
        del cut[k]
    tell("dict cut", cut, keys=list(cut))
    copied = cut.copy()
    tell("dict copied", copied, keys=list(copied))
    tell("array", array.array("d", [1.0] * n))
    tell("range", (xrange if is2 else range)(n))

emptied = {"a": 1}
emptied.clear()
tell("dict emptied", emptied, keys=[])
tell("dict of general keys", {(1, 2): 3, None: 4}, count=2)
tell("slice", slice(1, None, 3))
tell("nested", [[[]], ({},), {"a": [1, {2}]}])


class Plain(object):
    pass


class Named(object):
    def __init__(self, n):
        for i in range(n):
            setattr(self, "name%d" % i, i)


class Slots(object):
    __slots__ = ("z", "a", "m")


class SlotsDict(Slots):
    __slots__ = ("b", "__dict__")


class SlotsWeak(object):
    __slots__ = ("a", "__weakref__")


class Child(Slots):
    pass


class Empty(object):
    __slots__ = ()


def subclass(base, *slots):
    members = {"__slots__": slots} if slots else {}
    return type("Sub" + base.__name__.capitalize(), (base,), members)


slotted = Slots()
slotted.a, slotted.z = 1, "zet"
tell("slots", slotted, slots={"a": 1, "z": "zet", "m": None})
both = SlotsDict()
both.b, both.other = 5, 6
tell("slots and dict", both, slots={"a": None, "m": None, "z": None, "b": 5})
weak = SlotsWeak()
ref = weakref.ref(weak)
tell("slots and weakref", weak, slots={"a": None})
tell("weakref", ref)
tell("weakref with callback", weakref.ref(weak, lambda r: None))
tell("weakref proxy", weakref.proxy(weak))
tell("slotless", Empty())
child = Child()
child.a, child.new = 1, 2
tell("child of slots", child, slots={"a": 1, "m": None, "z": None})

for n in [0, 1, 2, 3, 5, 6, 12, 28, 29, 30, 31, 40]:
    made = type("Named%d" % n, (Named,), {})
    for nth in range(40):
        ob = made(n)
        names = ["name%d" % i for i in range(n)]
        if nth % 8 < 2:
            tell("instance", ob, attributes=names)
        if nth % 8 == 1:
            tell("its dict", ob.__dict__, keys=list(ob.__dict__))
            tell("instance with dict", ob)
        if nth % 8 == 2 and n > 2:
            del ob.name1
            tell("instance cut", ob)
            tell("its dict, cut", ob.__dict__, keys=list(ob.__dict__))
        kept.append(ob)

for nth in range(3):
    plain = Plain()
    plain.__dict__[1] = 2
    plain.x = 3
    tell("instance with an int key", plain)
    tell("its dict", plain.__dict__)
    other = Plain()
    other.__dict__ = {"a": 1}
    tell("instance with another dict", other)
    kept.append(weakref.ref(other))
    tell("instance weakly referred to", other)

for base, arguments in [
    (int, [(0,), (1,), (2**(60 if is2 else 100),)]), (str, [("",), ("abc",)]), (tuple, [((),), ((1, 2, 3),)]),
    (list, [((),), ((1, 2, 3),)]), (dict, [((),), ({"a": 1},)]), (set, [((),), (range(9),)]),
    (frozenset, [((),), (range(30),)]), (float, [(1.5,)]), (complex, [(1j,)]),
    (bytearray, [(b"",), (b"abc",)]), (bytes, [(b"",), (b"abcdefgh",)]), (array.array, [("i",)]),
    (Exception, [(), (1, 2)]), (KeyError, [("x",)]), (OSError, [(2, "no")]), (type(weak), [()]),
    (u"".__class__, [(u"",), (u"\u0400bc",), (u"\xe9\xe8",)]), ((10**30).__class__, [(10**30,)]),
]:
    for made in [subclass(base), subclass(subclass(base))] + (
            [] if base in (int, tuple, bytes, (10**30).__class__) else [subclass(base, "q", "p")]):
        for given in arguments:
            ob = made(*given)
            tell("subclass of " + base.__name__, ob)
            try:
                ob.attribute = 1
            except AttributeError:
                continue
            tell("subclass of " + base.__name__ + ", with attribute", ob)
    if not isinstance(None, base) and base is not type(weak):
        for given in arguments:
            tell(base.__name__, base(*given))

for ob in [int, str, type, object, dict, Plain, Slots, SlotsDict, Child, Exception, OSError,
           array.array, weakref.ref, type("Meta", (type,), {}), type("Meta", (type,), {})("M", (), {})]:
    tell("type", ob)
tell("exception", ValueError("x"))
tell("function", text)
tell("builtin", len)
tell("bound method", kept.append)
tell("method", chance.random)
tell("property", property(text))
tell("module", sys)
tell("memoryview", memoryview(b"abc"))
tell("iterator", iter([1]))
tell("dict view", {}.keys())
tell("enumerate", enumerate([]))
tell("staticmethod", staticmethod(text))
tell("zip", zip([1], [2]))
tell("cell", (lambda: told).__closure__)
if not is2:
    import types
    tell("namespace", types.SimpleNamespace(a=1))
    tell("bytes iterator", iter(b""))
else:
    class Old:
        pass
    tell("old class", Old)
    tell("old instance", Old())
    tell("unicode", u"\u0400")

# The catalogue's types, each with the statements that come first
for label, source, make in json.loads(sys.argv[2]):
    names = {"sys": sys}
    exec(source, names)
    tell(label, eval(make, names))

for label, ob, facts in told:
    facts.update(label=label, id=id(ob), type=type(ob).__name__, size=sys.getsizeof(ob),
                 referents=[id(r) for r in gc.get_referents(ob)])
    print(json.dumps(facts))
print("")
sys.stdout.flush()
sys.stdin.read()
