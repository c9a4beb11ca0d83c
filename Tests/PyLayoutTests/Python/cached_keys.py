"""Makes instances of fresh classes and says the size of each one's __dict__, as JSON."""
import json
import sys

is_2 = sys.version_info[0] < 3
builtins = {
    "object": object, "bytes": bytes, "tuple": tuple, "list": list, "dict": dict, "float": float,
    "set": set,
    "int": long if is_2 else int,  # noqa: F821
    "str": unicode if is_2 else str,  # noqa: F821
}


class Slotted(object):
    __slots__ = ("slot",)


builtins["slotted"] = Slotted


def with_initializer(base, names):
    """A class whose __init__ stores to the names, in order."""
    body = "".join("        self.%s = 1\n" % name for name in names) or "        pass\n"
    space = {"base": base}
    exec("class Made(base):\n    def __init__(self):\n" + body, space)
    return space["Made"]


def sizes(asked):
    base = builtins[asked["base"]]
    by_init = asked.get("initializer")
    cls = type("Made", (base,), {}) if by_init is None else with_initializer(base, by_init)
    alive, found = [], []
    for names in asked["instances"]:
        made = cls()
        for name in names:
            setattr(made, str(name), 1)
        found.append(sys.getsizeof(made.__dict__))
        alive.append(made)
    return found


json.dump([sizes(asked) for asked in json.load(sys.stdin)], sys.stdout)
