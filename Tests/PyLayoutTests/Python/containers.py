"""Grows dicts and sets and says where their sizes change, as JSON."""
import json
import sys

asked = json.load(sys.stdin)


def steps(container, add, count):
    """[[number of items, size], ...] for each number of items at which the size is another."""
    found = [[0, sys.getsizeof(container)]]
    for number in range(count):
        add(container, number)
        size = sys.getsizeof(container)
        if size != found[-1][1]:
            found.append([number + 1, size])
    return found


def display(count):
    source = "{%s}" % ", ".join("'key%d': %d" % (number, number) for number in range(count))
    return sys.getsizeof(eval(source))


def mixed(kinds):
    """The sizes of a dict while it gets keys: 's' a str, 'i' an int."""
    made, sizes = {}, []
    for number, kind in enumerate(kinds):
        made["key%d" % number if kind == "s" else number] = None
        sizes.append(sys.getsizeof(made))
    return sizes


json.dump({
    "dict": steps({}, lambda made, n: made.__setitem__("key%d" % n, None), asked["count"]),
    "set": steps(set(), lambda made, n: made.add(n), asked["count"]),
    "displays": [display(count) for count in asked["displays"]],
    "mixed": [mixed(kinds) for kinds in asked["mixed"]],
}, sys.stdout)
