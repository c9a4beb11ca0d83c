"""Raises in a call in a call, says where the tracebacks are, and waits while they are looked at."""
import gc
import json
import sys

gc.disable()
names = {}
names['__builtins__'] = {}
names['__name__'] = 'm'
source = '''
def inner(x, y, kept=2.5):
    data = x, y
    unset = data.missing
def outer(x, y):
    z = y
    def both(): return x, z
    return call(1000, z)
'''
exec(compile(source, '<of f>', 'exec'), names)
outer = names.pop('outer')
outer.__globals__['call'] = names.pop('inner')


def raised():
    """The tracebacks of the two calls, of the frames that are gone with them."""
    try:
        outer(3000, 4.5)
    except AttributeError:
        return sys.exc_info()[2].tb_next


def waiting():
    yield


# Up to 3.10 there is a list of free frames, which may be larger: none is left in it
generators = [waiting() for _ in range(1000)]
kept = raised()
told = []
tb = kept
while tb:
    frame = tb.tb_frame
    told.append({'address': id(tb), 'frame': id(frame), 'size': sys.getsizeof(frame),
                 'lasti': frame.f_lasti, 'tb_lasti': tb.tb_lasti, 'tb_lineno': tb.tb_lineno,
                 'tb_size': sys.getsizeof(tb), 'varnames': frame.f_code.co_varnames,
                 'cellvars': frame.f_code.co_cellvars, 'argcount': frame.f_code.co_argcount,
                 'stacksize': frame.f_code.co_stacksize,
                 'firstlineno': frame.f_code.co_firstlineno, 'length': len(frame.f_code.co_code)})
    tb = tb.tb_next
del frame
sys.stdout.write(json.dumps(told) + '\n')
sys.stdout.flush()
sys.stdin.readline()
