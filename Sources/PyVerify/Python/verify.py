"""Runs programs, each of which makes classes and objects, and says what became of them.

A program is a list of statements, a statement a list: what to do, to which variable, with which
values. A value is itself, or a list that says how it is made. Runs on every Python from 2.7 on.
"""
import gc
import marshal
import sys
import warnings
from collections import OrderedDict, deque

# 2.7 warns of text that is compared with bytes
warnings.simplefilter('ignore')
getsizeof = sys.getsizeof
METHODS = {
    'append', 'insert', 'pop', 'extend', 'add', 'discard', 'update', 'clear', 'appendleft', 'popleft',
    'extendleft', 'rotate', 'remove', 'popitem', 'move_to_end'}
builtin = dict(vars(__builtins__) if hasattr(__builtins__, 'getattr') else __builtins__)
builtin.update(deque=deque, OrderedDict=OrderedDict)


class Run(object):
    """One program's variables and classes."""

    def __init__(self):
        self.variables = {}
        self.classes = {}

    def named(self, name):
        name = str(name)
        return builtin[name] if name in builtin else self.classes[int(name[1:])]

    def value(self, told):
        if type(told) is not list:
            return told
        kind = told[0]
        if kind == 'v':
            return self.variables[told[1]]
        if kind == 'n':
            return self.classes[told[1]].__name__
        if kind == 'make':
            cls = self.named(told[1])
            return cls(self.value(told[2])) if len(told) > 2 else cls()
        if kind == 'deque':
            return deque(self.value(told[1]), told[2])
        if kind == 't':
            return tuple([self.value(item) for item in told[1:]])
        return eval(told[1])

    def step(self, told):
        action, variable = told[0], told[1]
        if action == 'equal':
            return self.value(told[2]) == self.value(told[3])
        if action in METHODS:
            method = getattr(self.variables[variable], action)
            method(*[self.value(argument) for argument in told[2:]])
        elif action == '=':
            self.variables[variable] = self.value(told[2])
        elif action == 'setitem':
            self.variables[variable][self.value(told[2])] = self.value(told[3])
        elif action == 'class':
            namespace = {}
            if told[4] is not None:
                namespace['__slots__'] = tuple([str(slot) for slot in told[4]])
            bases = tuple([self.named(base) for base in told[3]])
            self.classes[variable] = type(str(told[2]), bases, namespace)
        elif action == 'setattr':
            setattr(self.variables[variable], str(told[2]), self.value(told[3]))
        elif action == 'delitem':
            del self.variables[variable][self.value(told[2])]
        elif action == 'delattr':
            delattr(self.variables[variable], str(told[2]))
        elif action == 'view':
            self.variables[variable] = self.variables[told[2]].__dict__
        elif action == 'copy':
            self.variables[variable] = self.variables[told[2]].copy()
        else:
            del self.variables[variable]

    def line(self, program):
        """What the statements raised or answered, and the size and place of each object."""
        told = ''
        for number, statement in enumerate(program):
            try:
                answer = self.step(statement)
                if answer is not None:
                    told += '%d %s ' % (number, answer)
            except Exception as error:
                told += '%d %s ' % (number, type(error).__name__)
        answers = [told]
        for objects in (self.classes, self.variables):
            for number in sorted(objects):
                ob = objects[number]
                answers.append('%d %d' % (getsizeof(ob), id(ob)))
        return ';'.join(answers)


def answers(path):
    """A line for each program of a file, and what keeps its objects alive."""
    # Once for all is enough: classes are garbage that only the collector finds
    gc.collect()
    if hasattr(gc, 'freeze'):
        # Nor does it look again at what was there before
        gc.freeze()
    gc.disable()
    with open(path, 'rb') as file:
        programs = marshal.loads(file.read())
    runs = [Run() for _ in programs]
    lines = [run.line(program) for run, program in zip(runs, programs)]
    return '\n'.join(lines).encode('ascii'), runs
