"""Finds a class in a user's file and makes an instance of it.

Runs on every Python from 2.7 on.
"""
import os
import stat
import sys
import traceback


class Refused(Exception):
    """What the user can mend, in one line."""


def text_of(path):
    """What a user's file says; a device or a pipe might never end."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise Refused('%s is no regular file' % (os.path.basename(path) or path))
    if status.st_size > 1 << 24:
        raise Refused('%s is larger than 16 MiB' % os.path.basename(path))
    with open(path, 'rb') as source:
        return source.read()


def loaded(path):
    """The module in a file, imported as the user's own program would."""
    folder, file = os.path.split(os.path.abspath(path))
    name = os.path.splitext(file)[0]
    sys.path.insert(0, folder)
    module = type(sys)(str(name))
    module.__file__ = path
    # Dataclasses and pickles look a class's module up by its name
    sys.modules[name] = module
    try:
        exec(compile(text_of(path), path, 'exec', 0, True), module.__dict__)
    except Refused:
        raise
    except SyntaxError as error:
        raise Refused('%s does not parse: %s' % (file, error))
    except BaseException as error:
        lines = [entry[1] for entry in traceback.extract_tb(sys.exc_info()[2])
                 if entry[0] == path]
        raise Refused('%s cannot be imported: line %s: %s: %s' % (
            file, lines[-1] if lines else '?', type(error).__name__, error))
    return module


def class_of(path, name):
    """The class of a name, which may be dotted."""
    module = loaded(path)
    found = module
    for part in name.split('.'):
        found = getattr(found, part, None)
    if isinstance(found, type):
        return found
    if type(found).__name__ == 'classobj':
        raise Refused('%s in %s is an old-style class: write class %s(object)' % (
            name, os.path.basename(path), name))
    classes = sorted(
        key for key, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__)
    raise Refused('%s has no class %s: it has %s' % (
        os.path.basename(path), name, ', '.join(classes) or 'none'))


def hints(thing):
    """The annotations of a class or function, evaluated where that is possible."""
    try:
        import typing
        return typing.get_type_hints(thing)
    except Exception:
        return getattr(thing, '__annotations__', {})


def sample(annotation):
    """A value of an annotated type; LookupError where none is obvious."""
    arguments = getattr(annotation, '__args__', None) or ()
    origin = getattr(annotation, '__origin__', None)
    if annotation in (None, type(None)):
        return None
    for type_, value in (
            (bool, True), (int, 1), (float, 1.5), (complex, 1j), (str, 'text'),
            (bytes, b'bytes')):
        if annotation is type_:
            return value
    if origin is not None and not isinstance(origin, type) or type(annotation).__name__ in (
            'UnionType', '_Union', 'Union'):
        # Optional[X], X | Y, Literal[x], ClassVar[X]: the first alternative
        return sample(arguments[0]) if isinstance(arguments[0], type) or hasattr(
            arguments[0], '__args__') else arguments[0]
    for type_ in (origin, annotation):
        if isinstance(type_, type):
            try:
                return type_()
            except Exception:
                pass
    raise LookupError


def required(class_):
    """The parameters that a call of the class cannot do without, with their annotations."""
    try:
        import inspect
        parameters = inspect.signature(class_).parameters.values()
    except AttributeError:
        # Python 2 has no signatures, nor annotations
        try:
            names, _, _, defaults = inspect.getargspec(class_.__init__)
        except TypeError:
            return []
        return [(name, None, None) for name in names[1:len(names) - len(defaults or ())]]
    except (TypeError, ValueError):
        return []
    known = hints(class_.__init__) or hints(class_)
    return [
        (p.name, known.get(p.name, None if p.annotation is p.empty else p.annotation), p.kind)
        for p in parameters
        if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]


def refused(class_, parameters, why):
    return Refused("%s%s: give its values, as in --values \"%s\"" % (
        class_.__name__, why, ', '.join('%s=...' % name for name, _, _ in parameters) or '...'))


def made(class_):
    """An instance, with values as its annotations have them."""
    parameters = required(class_)
    positional, named = [], {}
    for name, annotation, kind in parameters:
        try:
            if annotation is None:
                raise LookupError
            value = sample(annotation)
        except LookupError:
            raise refused(class_, parameters, ' cannot be built without a value for ' + name)
        if kind is not None and kind.name == 'POSITIONAL_ONLY':
            positional.append(value)
        else:
            named[name] = value
    try:
        ob = class_(*positional, **named)
    except Exception as error:
        raise refused(class_, parameters, ' cannot be built: %s: %s' % (
            type(error).__name__, error))
    if class_.__init__ is object.__init__ and class_.__new__ is object.__new__:
        for name, annotation in hints(class_).items():
            try:
                if not isinstance(getattr(ob, name, None), (type(None), type(hints))):
                    continue
                setattr(ob, name, sample(annotation))
            except (LookupError, AttributeError):
                pass
    return ob
