"""Runs programs step by step and says after each step what CPython made of it.

Reads {"programs": [[step, ...], ...]}, writes [[outcome, ...], ...]. A step is a list: what to do, the
variable it is done to, and what with. A value is a number, a string, or {"var": name}. An outcome
is [error or null, sys.getsizeof of the variable or the number of objects collected or null, what is in
the variable or null].
"""
import gc
import json
import sys

try:
    import builtins
except ImportError:
    import __builtin__ as builtins

gc.disable()
PY2 = sys.version_info[0] == 2


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


class Machine(object):
    def __init__(self):
        self.variables = {}
        self.classes = {}

    def value(self, told):
        if isinstance(told, dict):
            return self.variables[told['var']]
        if isinstance(told, list):
            return tuple(self.value(item) for item in told)
        if PY2 and isinstance(told, type(u'')):
            return intern(told.encode('utf-8'))
        return sys.intern(told) if isinstance(told, str) else told

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
        if action == 'tuple':
            self.variables[name] = tuple([self.value(item) for item in rest[0]])
            return name
        if action == 'drop':
            self.variables.pop(name)
            return None
        if action == 'collect':
            self.collected = gc.collect()
            return None
        ob = self.variables[name]
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
        return name

    def outcome(self, step):
        self.collected = None
        try:
            name = self.run(step)
        except Exception as error:
            if isinstance(error, KeyError):
                return ['KeyError', None, None]
            return ['%s: %s' % (type(error).__name__, error), None, None]
        if name is None:
            return [None, self.collected, None]
        ob = self.variables[name]
        return [None, sys.getsizeof(ob), self.contents(ob)]

    def contents(self, ob):
        if type(ob) is dict:
            return ' '.join('%s:%s' % (plain(key), plain(value)) for key, value in ob.items())
        if type(ob) in (list, set, tuple):
            return ' '.join(plain(item) for item in ob)
        return type(ob).__name__


def main():
    question = json.load(sys.stdin)
    answer = []
    for program in question['programs']:
        machine = Machine()
        gc.collect()
        answer.append([machine.outcome(step) for step in program])
        machine.__dict__.clear()
    json.dump(answer, sys.stdout)


main()
