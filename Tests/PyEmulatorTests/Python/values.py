"""What each of the expressions is: the names of its type and its text, or null where that is None."""
import json
import sys
import types
import weakref

names = {'weakref': weakref, 'types': types}
exec('class C(object): pass\nclass L(list): pass', names)
answers = []
for source in json.load(sys.stdin):
    value = eval(source, names)
    answers.append([type(value).__name__, None if value is None else str(value)])
json.dump(answers, sys.stdout)
