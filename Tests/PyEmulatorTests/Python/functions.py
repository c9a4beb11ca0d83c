"""Makes functions, says what they are made of and where they are, and waits while they are looked at."""
import gc
import json
import sys

gc.disable()
sources = [
    "def f(a, b=1): pass",
    "def f(x): return x, 2.5, 'two words', 'name', b'ab'",
    "def f(x, y=(1, 2.5)):\n 'text'\n z = x\n return z, y, None, None, 1000",
    "def f(x, *args, **kw):\n for x in args: pass",
    "def g(p, q):\n r = q\n def f(s=p): return p, r, s\n return f\nf = g(1000, 2.5)\ndel g",
    "def f(p, q=2.5):\n r = q\n def h(): return p, q\n def i():\n  return r, 1\n return h, i",
]
if sys.version_info >= (3,):
    sources.append("def f(a, *, b=1, c): return c")
    sources.append("def f(a, *, b='x y'):\n try: return a\n except: return b")
if sys.version_info >= (3, 8):
    sources.append("def f(a, b, /, c): return c")


def values(items):
    return [describe(item) for item in items]


def numbers(data):
    return list(bytearray(data))


def describe(value):
    if hasattr(value, 'co_code'):
        return {'code': code(value)}
    return {'literal': repr(value)}


def code(of):
    return {
        'name': of.co_name, 'qualname': getattr(of, 'co_qualname', None),
        'filename': of.co_filename, 'firstlineno': of.co_firstlineno,
        'varnames': of.co_varnames, 'argcount': of.co_argcount,
        'posonlyargcount': getattr(of, 'co_posonlyargcount', 0),
        'kwonlyargcount': getattr(of, 'co_kwonlyargcount', 0), 'cellvars': of.co_cellvars,
        'freevars': of.co_freevars, 'names': of.co_names, 'consts': values(of.co_consts),
        'stacksize': of.co_stacksize, 'flags': of.co_flags,
        'code': numbers(getattr(of, '_co_code_adaptive', of.co_code)),
        'linetable': numbers(of.co_linetable if hasattr(of, 'co_linetable') else of.co_lnotab),
        'exceptiontable': numbers(getattr(of, 'co_exceptiontable', b'')),
        'size': sys.getsizeof(of)}


def made(source):
    """The function that a source makes."""
    names = {}
    names['__builtins__'] = {}
    names['__name__'] = 'm'
    exec(compile(source, '<of f>', 'exec'), names)
    return names.pop('f')


kept, told = [], []
for source in sources:
    kept.append(made(source))
    # What is looked at keeps what it was asked for: that is another one
    f = made(source)
    told.append({
        'source': source, 'address': id(kept[-1]), 'size': sys.getsizeof(f),
        'names': ['g', 'f'] if 'def g' in source else ['f'], 'code': code(f.__code__),
        'qualname': getattr(f, '__qualname__', None), 'defaults': values(f.__defaults__ or ()),
        'kwdefaults': dict(
            (name, describe(value))
            for name, value in (getattr(f, '__kwdefaults__', None) or {}).items()),
        'closure': values(cell.cell_contents for cell in f.__closure__ or ())})
    del f
sys.stdout.write(json.dumps(told) + '\n')
sys.stdout.flush()
sys.stdin.readline()
