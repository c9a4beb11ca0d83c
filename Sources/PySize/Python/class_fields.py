"""What an instance stores values under, what it is besides, and whether its class tells its size.

Needs class_facts.py. Runs on every Python from 2.7 on.
"""
# More than any record has
MOST = 5000


def named(ob):
    """The names that its type gives to what stands in C; None where it gives none."""
    type_ = type(ob)
    for known in '_fields', '__struct_fields__':
        names = getattr(type_, known, None)
        if isinstance(names, tuple) and names and (known != '_fields' or isinstance(ob, tuple)):
            return names
    ctypes = sys.modules.get('_ctypes')
    if ctypes and isinstance(ob, (ctypes.Structure, ctypes.Union)):
        return [name for c in reversed(type_.__mro__) for name, value in vars(c).items()
                if type(value).__name__ == 'CField']
    return None


def fields(ob):
    """The names, in order; numbers for items without names."""
    type_ = type(ob)
    names = named(ob)
    if names is not None:
        return names
    names = [name for c in reversed(type_.__mro__) if '__slots__' in vars(c)
             for name, value in vars(c).items() if type(value).__name__ == 'member_descriptor']
    names += [name for name in getattr(ob, '__dict__', ()) if name != '__orig_class__']
    if not names and isinstance(ob, dict):
        return list(ob)[:MOST]
    if not names and isinstance(ob, (tuple, list)):
        return ['item%d' % n for n in range(min(len(ob), MOST))]
    return names


def besides(ob):
    """What it is besides what it stores under names; None for nothing."""
    type_ = type(ob)
    if is_member(ob):
        return 'a member of an Enum'
    base = next(c for c in type_.__mro__ if not is_heap(c))
    if base is object or named(ob):
        return None
    if base in (dict, list, tuple) and not getattr(ob, '__dict__', None):
        return None
    if hasattr(ob, '__code__'):
        return 'a %s; what a call of it makes is asked for as a call: %s()' % (
            base.__name__, ob.__name__)
    return ('a ' if base is type_ else 'over ') + base.__name__


def class_fields(ob, setup):
    """A text that says it, a line each; a name that no record takes is a mark."""
    lines = facts(ob, setup)
    if lines == ['library'] and is_heap(type(ob)):
        lines.append('against %s is not yours to change' % type(ob).__name__)
    more = besides(ob)
    if more:
        lines.append('besides ' + more)
    for name in list(fields(ob))[:MOST]:
        plain = isinstance(name, str) and name.replace('_', 'a').isalnum() and (
            max(map(ord, name)) < 128)
        lines.append('field ' + (name if plain else '?'))
    if type(type(ob).__sizeof__) is type(fields):
        lines.append('own size')
    return told(u'\n'.join(lines))
