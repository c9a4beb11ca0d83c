"""What speaks for `__slots__` in an instance's class, and what against.

Needs static_names.py. Runs on every Python from 2.7 on.
"""
import os
import sys


def told(text):
    """A text's bytes."""
    return text.encode('utf-8')


def is_member(ob):
    """Whether it is a member of an enum."""
    enum = sys.modules.get('enum')
    return enum is not None and isinstance(ob, getattr(enum, 'Enum', ()))


def flags(class_):
    return type.__dict__['__flags__'].__get__(class_, type(class_))


def is_heap(class_):
    """Whether a class statement made it, or a call that does as much."""
    return flags(class_) & 1 << 9


def is_ours(class_):
    """Whether a class is of the user's own: not written in C, not of a library."""
    if not is_heap(class_) or sys.version_info >= (3, 10) and flags(class_) & 1 << 8:
        return False
    module = sys.modules.get(class_.__module__)
    if class_.__module__ == '__main__':
        return True
    file = getattr(module, '__file__', None)
    if not file:
        return False
    folder = os.path.dirname(os.path.abspath(file)) + os.sep
    library = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
    return not (folder.startswith(library) or os.sep + 'site-packages' + os.sep in folder
                or os.sep + 'dist-packages' + os.sep in folder)


def codes(value):
    """The code of what a class defines: functions, properties, class methods."""
    for name in ('__func__', 'fget', 'fset', 'fdel', 'func'):
        inner = getattr(value, name, None)
        if hasattr(inner, '__code__'):
            yield inner.__code__
    if hasattr(value, '__code__'):
        yield value.__code__


def wanted(ob, classes, setup):
    """The names that slots would have to have: what it stores, and what its methods may store."""
    names = set(getattr(ob, '__dict__', ())) - set(['__orig_class__'])
    stored = set()
    for class_ in classes:
        stored |= static_names(class_, setup)
    # Properties, and slots that are there already
    return names | set(
        name for name in stored - set(['__class__'])
        if not any(hasattr(type(vars(c)[name]), '__set__')
                   for c in type(ob).__mro__ if name in vars(c)))


def against(ob, classes, names):
    """Why `__slots__` cannot be advised; None where nothing is known that speaks against them."""
    type_ = type(ob)
    if is_member(ob):
        return 'the members of an Enum are not made by its class alone'
    for class_ in type_.__mro__:
        if class_ not in classes and class_ is not object and class_.__dictoffset__:
            return '%s is not yours to change' % class_.__name__
    if type(type_).__name__ not in ('type', 'ABCMeta', 'GenericMeta', '_ProtocolMeta'):
        return '%s decides what its classes are' % type(type_).__name__
    for class_ in classes:
        bases = [b for b in class_.__bases__ if b.__dictoffset__ or b.__basicsize__ > (
            object.__basicsize__)]
        if len(bases) > 1:
            return '%s has several bases with attributes' % class_.__name__
        for name, value in list(vars(class_).items()):
            if any(c.__name__ == 'cached_property' for c in type(value).__mro__):
                return 'cached_property %s needs the __dict__' % name
            if any(set(code.co_names) & set(['__dict__', 'vars']) for code in codes(value)):
                return '%s.%s uses the __dict__' % (class_.__name__, name)
            if name in names and not hasattr(type(value), '__set__') and not (
                    is_new_dataclass(class_)):
                return '%s is a class variable of %s as well' % (name, class_.__name__)
    for name in names:
        if not isinstance(name, str) or not name.replace('_', 'a').isalnum() or name[:1].isdigit():
            return 'an attribute has a name that no slot can have'
    if names and type_.__itemsize__:
        return 'a class over %s takes no slots with names' % type_.__base__.__name__
    return None


def is_new_dataclass(class_):
    """Whether it is a dataclass that takes slots=True."""
    return '__dataclass_fields__' in vars(class_) and sys.version_info >= (3, 10)


def facts(ob, setup):
    """What is known of slots for its class, in lines."""
    type_ = type(ob)
    classes = [c for c in type_.__mro__ if is_ours(c)]
    if type_ not in classes:
        return ['library']
    names = wanted(ob, classes, setup)
    lines = ['slots %d' % len(names)]
    reason = against(ob, classes, names)
    if reason:
        lines.append('against ' + reason)
    if is_new_dataclass(type_):
        lines.append('dataclass')
    weakref = sys.modules.get('_weakref')
    try:
        if weakref.getweakrefcount(ob):
            lines.append('weakly')
    except (AttributeError, TypeError):
        pass
    return lines


def class_facts(ob, setup):
    """A text that says what is known of slots for its class."""
    return told('\n'.join(facts(ob, setup)))
