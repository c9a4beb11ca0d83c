"""Runs programs step by step and says after each step what CPython made of it.

Reads {"programs": [[step, ...], ...]}, writes [[outcome, ...], ...]. A step is a list: what to do, the
variable it is done to, and what with. A value is a number, a string, or {"var": name}. An outcome
is [error or null, sys.getsizeof of the variable or the number of objects collected or null, what is in
the variable or null, how many blocks more are in use than before or null where nobody counts them].
"""
import gc
import json
import re
import sys
from collections import OrderedDict, deque

try:
    import builtins
except ImportError:
    import __builtin__ as builtins

gc.disable()
PY2 = sys.version_info[0] == 2


def in_use():
    """Blocks in use, those apart that the interpreter keeps for itself."""
    # It holds names of attributes that nobody else does
    sys._clear_type_cache()
    if hasattr(gc, 'freeze'):
        # A full collection gives the free lists up; what is frozen is not collected by it
        gc.freeze()
        gc.collect()
        gc.unfreeze()
    else:
        for clear in clearers:
            clear()
    return sys.getallocatedblocks()


clearers = []
if hasattr(sys, 'getallocatedblocks') and not hasattr(gc, 'freeze'):
    import ctypes
    clearers = [getattr(ctypes.pythonapi, 'Py%s_ClearFreeList' % name) for name in (
        'Dict', 'List', 'Tuple', 'Float', 'Method', 'CFunction', 'Frame', 'Set')]


def constant(told):
    """What a step is told, its texts interned: using them makes nothing new."""
    if isinstance(told, dict):
        return {key: constant(value) for key, value in told.items()}
    if isinstance(told, list):
        return [constant(item) for item in told]
    if PY2 and isinstance(told, type(u'')):
        return intern(told.encode('utf-8'))
    return sys.intern(told) if isinstance(told, str) else told


def plain(value):
    """A value as the emulator tells it: numbers as they are, text, None, or the type's name."""
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, (int, type(sys.maxsize + 1))):
        return 'i%d' % value
    if isinstance(value, (bytes, type(u''))):
        return 's' + (value if isinstance(value, str) else value.encode('utf-8'))
    if isinstance(value, tuple):
        return '(%s)' % ', '.join(plain(item) for item in value)
    return type(value).__name__


reserved = []


class Machine(object):
    def __init__(self, program):
        # Each variable has its place: setting one makes no table grow
        self.variables = dict.fromkeys(name for step in program for name in step[1:3]
                                       if isinstance(name, str))
        self.classes = {}

    def value(self, told):
        if isinstance(told, dict):
            return self.variable(told['var'])
        if isinstance(told, list):
            return tuple(self.value(item) for item in told)
        return told

    def variable(self, name):
        ob = self.variables[name]
        if ob is None:
            raise KeyError(name)
        return ob

    def run(self, step):
        action, name = step[0], str(step[1])
        rest = step[2:]
        if action == 'class':
            body = {}
            if rest[1] is not None:
                body['__slots__'] = tuple(str(slot) for slot in rest[1])
            bases = tuple(self.classes.get(base) or getattr(builtins, base)
                          for base in map(str, rest[0])) or (object,)
            self.classes[name] = type(name, bases, body)
            return None
        if action == 'new':
            self.variables[name] = self.classes[str(rest[0])]()
            return name
        if action == 'list':
            self.variables[name] = []
            return name
        if action == 'dict':
            self.variables[name] = {}
            return name
        if action == 'set':
            self.variables[name] = set()
            return name
        if action == 'deque':
            self.variables[name] = deque(maxlen=rest[0])
            return name
        if action == 'odict':
            self.variables[name] = OrderedDict()
            return name
        if action == 'tuple':
            self.variables[name] = tuple([self.value(item) for item in rest[0]])
            return name
        if action == 'drop':
            self.variable(name)
            self.variables[name] = None
            return None
        if action == 'collect':
            self.collected = gc.collect()
            return None
        ob = self.variable(name)
        if action == 'setattr':
            setattr(ob, str(rest[0]), self.value(rest[1]))
        elif action == 'delattr':
            delattr(ob, str(rest[0]))
        elif action == 'getattr':
            getattr(ob, str(rest[0]))
        elif action == 'view':
            self.variables[str(rest[0])] = ob.__dict__
        elif action == 'append':
            ob.append(self.value(rest[0]))
        elif action == 'insert':
            ob.insert(rest[0], self.value(rest[1]))
        elif action == 'pop':
            ob.pop(rest[0])
        elif action == 'put':
            ob[self.value(rest[0])] = self.value(rest[1])
        elif action == 'remove':
            del ob[self.value(rest[0])]
        elif action == 'clear':
            ob.clear()
        elif action == 'add':
            ob.add(self.value(rest[0]))
        elif action == 'discard':
            ob.discard(self.value(rest[0]))
        elif action in ('appendleft', 'rotate', 'delete'):
            getattr(ob, 'remove' if action == 'delete' else action)(self.value(rest[0]))
        elif action in ('extend', 'extendleft'):
            getattr(ob, action)(self.variable(rest[0]['var']))
        elif action in ('popright', 'popleft'):
            getattr(ob, 'pop' if action == 'popright' else action)()
        elif action == 'popkey':
            ob.pop(self.value(rest[0]))
        elif action == 'popitem':
            ob.popitem(rest[0])
        elif action == 'move':
            ob.move_to_end(self.value(rest[0]), rest[1])
        elif action == 'setitem':
            ob[rest[0]] = self.value(rest[1])
        elif action == 'update':
            ob.update(self.variable(rest[0]['var']))
        elif action == 'copy':
            self.variables[str(rest[0])] = ob.copy()
        return name

    def outcome(self, step):
        self.collected = self.error = None
        name = self.attempt(step)
        if self.error is not None:
            return [self.error, None, None, None]
        if name is None:
            return [None, self.collected, None, None]
        ob = self.variables[name]
        return [None, sys.getsizeof(ob), self.contents(ob), None]

    def attempt(self, step):
        try:
            return self.run(step)
        except KeyError:
            self.error = 'KeyError'
        except Exception as error:
            # One that is named stands somewhere else
            message = re.sub('0x[0-9a-f]+', '0x', str(error))
            self.error = '%s: %s' % (type(error).__name__, message)

    def contents(self, ob):
        if type(ob) in (dict, OrderedDict):
            return ' '.join('%s:%s' % (plain(key), plain(value)) for key, value in ob.items())
        if type(ob) in (list, set, tuple, deque):
            return ' '.join(plain(item) for item in ob)
        return type(ob).__name__


def started(program):
    """A machine of its own."""
    machine = Machine(program)
    # An instance of 3.13 does not show its dict to the collector: what the dict holds goes a round later
    while gc.collect():
        pass
    # Up to 3.10 the blocks of deques are kept for others: none is left from before
    reserved.append([deque() for _ in range(16)])
    return machine


def outcomes(program):
    machine = started(program)
    answer = [machine.outcome(step) for step in program]
    machine.__dict__.clear()
    return answer


def counts(program):
    """How many blocks more are in use after each step than before it."""
    machine = started(program)
    total = [None] * (len(program) + 1)
    # Numbers that are there already
    numbers = list(range(1, len(total)))
    total[0] = in_use()
    for number, step in zip(numbers, program):
        machine.attempt(step)
        # A message and a number are objects as well
        machine.collected = machine.error = None
        total[number] = in_use()
    machine.__dict__.clear()
    # The total itself is an object that the next one counts
    return [after - before - 1 for before, after in zip(total, total[1:])]


def settled(program):
    """The outcomes, with the counts that two runs in a row agree on.

    Now and then an interpreter allocates for itself: a cache of a function's code that has run often
    (3.8 to 3.10). That is at another step each time.
    """
    answer = outcomes(program)
    if not hasattr(sys, 'getallocatedblocks'):
        return answer
    count, last = counts(program), None
    for _ in range(8):
        if count == last:
            break
        count, last = counts(program), count
    for step, outcome, blocks in zip(program, answer, count):
        outcome[3] = None if step[0] == 'class' else blocks
    return answer


def main():
    programs = constant(json.load(sys.stdin)['programs'])
    json.dump([settled(program) for program in programs], sys.stdout)


main()
