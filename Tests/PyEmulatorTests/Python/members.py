"""Sets each number of a C struct to each of some values, and says what is read then, or what is raised.

The struct is _testcapi's, made for CPython's own test of Python/structmember.c; null where the
interpreter has no such module.
"""
import ast
import json
import sys
import warnings

try:
    from _testcapi import _test_structmembersType as Struct
except ImportError:
    Struct = None


def told(name, value):
    # 2.7's has no Py_ssize_t
    numbers = range(1, 10 if sys.version_info[0] < 3 else 11)
    ob = Struct(*list(numbers) + [1.5, 2.5, "text"])
    try:
        setattr(ob, name, value)
        got = getattr(ob, name)
        return "%s %r" % (type(got).__name__, got)
    except Exception as error:
        return type(error).__name__


warnings.simplefilter("ignore")
names, values = json.load(sys.stdin)
json.dump(
    None if Struct is None else [
        [told(str(name), ast.literal_eval(value)) for value in values] for name in names],
    sys.stdout)
