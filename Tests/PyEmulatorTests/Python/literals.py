"""Reads literals and says what they are, as JSON.

For each text: `value`, the value where 3.13's literal_eval would take it, whose rules `shape` has,
with what this interpreter makes of each number and string, written without repr: a tag, digits in
hex, float bits, code points; `error`, why there is none; `difference`, the reason where this
interpreter's own literal_eval takes what 3.13's does not or the other way round.
"""
import ast
import json
import struct
import sys
import warnings

warnings.simplefilter("ignore")
is_2 = sys.version_info[0] < 3
integers = (int, long) if is_2 else (int,)  # noqa: F821
text_type = unicode if is_2 else str  # noqa: F821
numbers = integers + (float, complex)


class Refused(Exception):
    pass


def is_node(node, *names):
    return type(node).__name__ in names


def leaf(node):
    """The value of a node: literal_eval's, or where an older one is narrower, eval's."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return eval(compile(ast.Expression(node), "?", "eval"), {"__builtins__": {"set": set}})


def constant(node):
    """The value of a name, a string or a number without a sign, as a list of one; else []."""
    if is_node(node, "Constant", "NameConstant", "Str", "Bytes"):
        value = leaf(node)
        return [] if value is Ellipsis else [value]
    if is_node(node, "Num") and not has_sign(node):
        return [node.n]
    if is_2 and is_node(node, "Name") and node.id in ("None", "True", "False"):
        return [leaf(node)]
    return []


def has_sign(node):
    """Whether Python 2 joined the number with the minus before it."""
    line = lines[node.lineno - 1].encode("utf-8")
    return is_2 and line[node.col_offset:node.col_offset + 1] == b"-"


def is_number(node):
    values = constant(node)
    return bool(values) and type(values[0]) in numbers


def is_signed(node):
    if is_node(node, "UnaryOp") and is_node(node.op, "UAdd", "USub"):
        return is_number(node.operand)
    return is_number(node) or is_node(node, "Num")


def is_sum(node):
    if not (is_node(node, "BinOp") and is_node(node.op, "Add", "Sub")):
        return False
    return (is_signed(node.left) and is_number(node.right)
            and not isinstance(leaf(node.left), complex) and isinstance(leaf(node.right), complex))


def is_empty_set(node):
    return (is_node(node, "Call") and is_node(node.func, "Name") and node.func.id == "set"
            and not node.args and not node.keywords and not getattr(node, "starargs", None)
            and not getattr(node, "kwargs", None))


def shape(node):
    """The text of a node's value by the rules of 3.13's literal_eval."""
    if is_node(node, "Tuple", "List", "Set"):
        items = [shape(item) for item in node.elts]
        if is_node(node, "Set"):
            for item in node.elts:
                hash(built(item))
        return "%s(%s)" % (type(node).__name__.lower(), " ".join(items))
    if is_node(node, "Dict"):
        if None in node.keys:
            raise Refused("**")
        pairs = ["%s:%s" % (shape(k), shape(v)) for k, v in zip(node.keys, node.values)]
        for key in node.keys:
            hash(built(key))
        return "dict(%s)" % " ".join(pairs)
    if is_empty_set(node):
        return "set()"
    if constant(node) or is_signed(node) or is_sum(node):
        return spelled(leaf(node))
    raise Refused(type(node).__name__)


def built(node):
    """The value of a node whose shape is right."""
    return eval(compile(ast.Expression(node), "?", "eval"), {
        "__builtins__": {"set": set, "None": None, "True": True, "False": False}})


def spelled(value):
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "bool(%d)" % value
    if isinstance(value, integers):
        name = "long" if is_2 and not isinstance(value, int) else "int"
        return "%s(%s)" % (name, ("%x" % value))
    if isinstance(value, float):
        return "float(%s)" % bits(value)
    if isinstance(value, complex):
        return "complex(%s %s)" % (bits(value.real), bits(value.imag))
    if isinstance(value, text_type):
        return "str(%s)" % " ".join("%x" % ord(c) for c in value)
    return "bytes(%s)" % " ".join("%x" % c for c in bytearray(value))


def bits(value):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", value))


def failure(error):
    return type(error).__name__ + ": " + str(error)


def difference(text, tree):
    """Why this interpreter's literal_eval and 3.13's disagree on a text, if that is known."""
    version = sys.version_info[:2]
    found = list(ast.walk(tree)) if tree else []
    if version < (3, 10) and text[:1] in (" ", "\t"):
        return "leading blanks, before 3.10"
    if version < (3, 9) and any(is_node(node, "Call") and is_empty_set(node) for node in found):
        return "set(), before 3.9"
    if is_2 and any(is_node(node, "Set") for node in found):
        return "sets, on 2.7"
    if is_2 and any(is_node(node, "UnaryOp") for node in found):
        return "a sign and no bare number after it, on 2.7"
    if is_2 and any(is_node(node, "BinOp") and has_sign(node.right) for node in found):
        return "a number with a sign on the right, on 2.7"
    if version == (3, 6) and any(is_node(node, "BinOp", "UnaryOp") for node in found):
        return "any sum of numbers and any sign, on 3.6"
    if version >= (3, 8) and any(getattr(node, "value", 0) is Ellipsis for node in found):
        return "..., from 3.8"
    return "unexplained"


def answer(text):
    global lines
    said = {"difference": None, "error": None, "value": None}
    own = None
    try:
        ast.literal_eval(text)
    except Exception as error:
        own = error
    # literal_eval of 3.10 strips the blanks
    stripped = text.lstrip(" \t")
    lines = stripped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tree = None
    try:
        tree = ast.parse(stripped, mode="eval")
        said["value"] = shape(tree.body)
    except Exception as error:
        said["error"] = failure(error)
    if own is not None and "unhashable" in str(own):
        said["error"] = failure(own)
    if (own is None) != (said["value"] is not None):
        said["difference"] = difference(text, tree)
        if said["difference"] == "unexplained" and own is not None:
            said["difference"] += ": " + failure(own)
    return said


json.dump([answer(text) for text in json.load(sys.stdin)], sys.stdout)
