"""Makes classes and says what their __dict__ has that stands for places in the instances.

For each class: its descriptors in order, name, offset and whether a slot's; and, of the slots, the
PyMemberDef's type and flags, read from memory.
"""
import ctypes
import json
import sys

BUILTINS = {"object": object, "tuple": tuple, "int": int, "list": list, "dict": dict, "str": str}


class PyMemberDef(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("type", ctypes.c_int),
        ("offset", ctypes.c_ssize_t),
        ("flags", ctypes.c_int),
    ]


def member(descriptor):
    # PyMemberDescrObject: PyDescr_COMMON, then d_member
    place = id(descriptor) + object.__basicsize__ + (2 if sys.version_info[0] < 3 else 3) * \
        ctypes.sizeof(ctypes.c_void_p)
    return PyMemberDef.from_address(ctypes.c_void_p.from_address(place).value)


def told(type_):
    found = []
    for name, value in type_.__dict__.items():
        kind = type(value).__name__
        if kind == "member_descriptor":
            definition = member(value)
            found.append({
                "name": name, "offset": definition.offset, "isSlot": True,
                "type": definition.type, "flags": definition.flags})
        elif kind == "getset_descriptor":
            offset = type_.__dictoffset__ if name == "__dict__" else type_.__weakrefoffset__
            found.append({
                "name": name, "offset": offset, "isSlot": False, "type": None, "flags": None})
    return found


classes = []
made = {}
for name, bases, slots in json.load(sys.stdin):
    namespace = {} if slots is None else {"__slots__": tuple(str(slot) for slot in slots)}
    made[name] = type(
        str(name), tuple(made.get(base) or BUILTINS[base] for base in bases) or (object,), namespace)
    classes.append(told(made[name]))
json.dump(classes, sys.stdout)
