"""Makes classes in worlds of their own and says what type_new made of each, as JSON."""
import ctypes
import json
import struct
import sys

is_2 = sys.version_info[0] < 3
builtins = {
    "object": object, "bytes": bytes, "tuple": tuple, "list": list, "dict": dict, "float": float,
    "set": set,
    "int": long if is_2 else int,  # noqa: F821
    "str": unicode if is_2 else str,  # noqa: F821
}
pointer = struct.calcsize("P")


class Slotted(object):
    __slots__ = ("slot",)


MemberDescriptor = type(Slotted.slot)


def slot_offset(descriptor):
    """The offset that a member descriptor reads: its PyMemberDef's, in a PyMemberDescrObject."""
    d_member = object.__basicsize__ + (2 if is_2 else 3) * pointer
    member = ctypes.c_void_p.from_address(id(descriptor) + d_member).value
    return ctypes.c_ssize_t.from_address(member + 2 * pointer).value


def describe(cls):
    instance = cls()
    return {
        "basicsize": cls.__basicsize__,
        "itemsize": cls.__itemsize__,
        "dictoffset": cls.__dictoffset__,
        "weakrefoffset": cls.__weakrefoffset__,
        "flags": cls.__flags__,
        "prefix": sys.getsizeof(instance) - instance.__sizeof__(),
        "slots": {
            name: slot_offset(value) for name, value in vars(cls).items()
            if type(value) is MemberDescriptor
        },
    }


def make(asked, made):
    """The class that was asked for, and its description or why there is none."""
    bases = [builtins[base] if base in builtins else made[int(base)] for base in asked["bases"]]
    if None in bases:
        return None, {"orphan": True}
    namespace = {}
    if asked.get("slots") is not None:
        namespace["__slots__"] = tuple(str(name) for name in asked["slots"])
    try:
        cls = type(str(asked["name"]), tuple(bases), namespace)
    except TypeError as error:
        return None, {"error": str(error)}
    return cls, describe(cls)


answers = []
for world in json.load(sys.stdin):
    made = []
    answers.append([])
    for asked in world:
        cls, answer = make(asked, made)
        made.append(cls)
        answers[-1].append(answer)
json.dump(answers, sys.stdout)
