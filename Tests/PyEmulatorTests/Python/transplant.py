"""Takes objects that another process writes into its memory, and uses them as its own.

Says in one line where its types and a few of its objects are. Then answers lines: {"allocate": [[domain,
size], ...]} with addresses from the interpreter's own allocators, {"names": [expression, ...]} with those of
objects that exist once, and {"adopt": address, "expected": expression, ...} with what is wrong with the
object, or null.
"""
import ctypes
import gc
import json
import sys
import weakref

gc.disable()
PY2 = sys.version_info[0] == 2
api = ctypes.pythonapi
for name, domain in (('Object', 'object'), ('Mem', 'mem')):
    function = getattr(api, 'Py%s_Malloc' % name)
    function.restype, function.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
allocators = {'object': api.PyObject_Malloc, 'mem': api.PyMem_Malloc}
api.Py_IncRef.argtypes = api.PyObject_GC_Track.argtypes = [ctypes.c_void_p]
api.Py_DecRef.argtypes = [ctypes.c_void_p]
api.Py_IncRef.restype = api.Py_DecRef.restype = api.PyObject_GC_Track.restype = None


class Slots(object):
    __slots__ = ('x', 'y', 'z', '__weakref__')


class Plain(object):
    pass


def filled(cls):
    ob = cls()
    ob.x, ob.y, ob.z = 1, [2000], 'a b'
    return ob


# The class's keys have their names from its first instance.
plain, slots = filled(Plain), filled(Slots)
samples = {'unicode': {'x': 1}, 'general': {1: 2}, 'empty': {}}
if sys.version_info < (3, 11):
    samples['split'] = plain.__dict__
types = {cls.__name__: cls for cls in (
    int, str, bytes, float, tuple, list, dict, Slots, Plain, type(u''), type(2 ** 70))}
kept = []


def once(expression):
    """The object of an expression that exists once."""
    ob = eval(expression)
    if isinstance(ob, str):
        ob = intern(ob) if PY2 else sys.intern(ob)
    kept.append(ob)
    return id(ob)


def attributes(ob):
    return [getattr(ob, name) for name in ('x', 'y', 'z')]


def require(condition, what):
    if not condition:
        raise AssertionError(what)


def use(ob, expected):
    """Reads the object, compares, hashes and changes it."""
    require(type(ob) is type(expected), 'type %r' % type(ob))
    require(sys.getsizeof(ob) == sys.getsizeof(expected), 'size %d' % sys.getsizeof(ob))
    if type(ob) in (Slots, Plain):
        require(attributes(ob) == attributes(expected), 'attributes %r' % (attributes(ob),))
        ob.y.append(3)
        ob.x = [ob]
        del ob.z
        require(not hasattr(ob, 'z'), 'a deleted attribute is there')
        ob.z = 5
        if type(ob) is Plain:
            ob.another = {}
            require(sorted(ob.__dict__) == ['another', 'x', 'y', 'z'], 'dict %r' % ob.__dict__)
        death = weakref.ref(ob)
        require(gc.is_tracked(ob), 'it is not tracked')
        return death
    require(ob == expected and expected == ob, 'it is not equal')
    require(repr(ob) == repr(expected), 'repr %r' % (ob,))
    if isinstance(ob, (list, dict)):
        require(gc.is_tracked(ob) == gc.is_tracked(expected), 'tracked: %r' % gc.is_tracked(ob))
    else:
        require(hash(ob) == hash(expected), 'hash %d' % hash(ob))
        require({ob: 1}[expected] == 1, 'it is not found in a dict')
    if not isinstance(ob, (int, type(2 ** 70), float)):
        require(list(ob) == list(expected), 'iteration %r' % (list(ob),))
        require(len(ob) == len(expected), 'length %d' % len(ob))
    if isinstance(ob, list):
        for i in range(100):
            ob.append(i)
            ob.insert(0, i)
        require(ob[0] == 99 and ob[-1] == 99 and len(ob) == len(expected) + 200, 'appended')
        del ob[5:]
        ob.append(ob)
    elif isinstance(ob, dict):
        for key, value in expected.items():
            require(ob[key] == value, 'key %r' % (key,))
        for i in range(100):
            ob['new %d' % i] = i
        require(len(ob) == len(expected) + 100, 'inserted')
        for key in list(expected):
            del ob[key]
        require(sorted(ob.values()) == list(range(100)), 'values')
        ob['self'] = ob
    elif isinstance(ob, (tuple, str, bytes, type(u''))):
        require(ob + ob == expected * 2, 'concatenation')
        require(ob[:2] == expected[:2] and ob[-1:] == expected[-1:], 'slices')
    else:
        require(ob + 1 == expected + 1 and ob * 3 == expected * 3, 'arithmetic')


def adopted(question):
    expected = {'Slots': slots, 'Plain': plain}.get(question['expected'])
    if expected is None:
        expected = eval(question['expected'])
    else:
        expected = filled(type(expected))
    for address in question['referred']:
        api.Py_IncRef(address)
    for address in question['tracked']:
        api.PyObject_GC_Track(address)
    ob = ctypes.cast(question['adopt'], ctypes.py_object).value
    # The count that it came with was for whoever sent it.
    api.Py_DecRef(question['adopt'])
    gc.collect()
    death = use(ob, expected)
    del ob
    gc.collect()
    require(death is None or death() is None, 'it was not collected')


def blocks():
    """Blocks in use, where the interpreter counts them."""
    # The method cache may hold the last reference to a name until another takes its entry, which
    # depends on where the names are: MCACHE_HASH_METHOD.
    if hasattr(sys, '_clear_type_cache'):
        sys._clear_type_cache()
    gc.collect()
    return sys.getallocatedblocks() if hasattr(sys, 'getallocatedblocks') else None


def answered(question):
    if 'allocate' in question:
        return [allocators[domain](size) for domain, size in question['allocate']]
    if 'names' in question:
        return [once(name) for name in question['names']]
    if question.get('adopt') is None:
        return blocks()
    try:
        adopted(question)
    except Exception as error:
        return '%s: %s' % (type(error).__name__, error)


def send(answer):
    sys.stdout.write(json.dumps(answer) + '\n')
    sys.stdout.flush()


send({
    'types': {name: id(cls) for name, cls in types.items()},
    'samples': {name: id(ob) for name, ob in samples.items()},
})
while True:
    line = sys.stdin.readline()
    if not line:
        break
    send(answered(json.loads(line)))
