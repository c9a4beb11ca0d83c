"""Finds what a user's file or module defines, and makes an instance of a class of it.

Runs on every Python from 2.7 on.
"""
import os
import stat
import sys
import traceback


class Refused(Exception):
    """What the user can mend, in one line."""
    is_pysize_refusal = True


def text_of(path):
    """What a user's file says; a device or a pipe might never end."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise Refused('%s is no regular file' % (os.path.basename(path) or path))
    if status.st_size > 1 << 24:
        raise Refused('%s is larger than 16 MiB' % os.path.basename(path))
    with open(path, 'rb') as source:
        return source.read()


def package_of(path):
    """The folder to import a file from, and its module's name there: packages have __init__.py."""
    folder, file = os.path.split(os.path.abspath(path))
    name = os.path.splitext(file)[0]
    while os.path.exists(os.path.join(folder, '__init__.py')):
        folder, parent = os.path.split(folder)
        name = parent if name == '__init__' else parent + '.' + name
    return folder, name


def read(path, name):
    """The module of a file that is in no package, made as the user's own program would be."""
    module = type(sys)(str(name))
    module.__file__ = path
    # It is in none: what it imports from its own folder with a dot says so
    module.__package__ = ''
    # Dataclasses and pickles look a class's module up by its name
    sys.modules[name] = module
    exec(compile(text_of(path), path, 'exec', 0, True), module.__dict__)
    return module


def imported(name):
    """The module of a dotted name."""
    __import__(name)
    return sys.modules[name]


def said(error):
    """An exception as a traceback ends: `NAME: text`, or the name alone."""
    try:
        text = str(error)
    except Exception:
        text = '<exception str() failed>'
    return type(error).__name__ + (text and ': ' + text)


def tried(load, file, path):
    """What a function loads; what goes wrong in the user's code is Refused."""
    try:
        return load()
    except Refused:
        raise
    except SyntaxError as error:
        raise Refused('%s does not parse: %s' % (file, error))
    except BaseException as error:
        if 'relative import' in said(error) and path:
            raise
        lines = [entry[1] for entry in traceback.extract_tb(sys.exc_info()[2])
                 if path and os.path.abspath(entry[0]) == os.path.abspath(path)]
        raise Refused('%s cannot be imported: %s%s' % (
            file, 'line %s: ' % lines[-1] if lines else '', said(error)))


def loaded(path):
    """The module in a file, or of a dotted name."""
    if os.path.isdir(path) or not os.path.exists(path) and not path.endswith('.py'):
        return tried(lambda: imported(path), path, None)
    file = os.path.basename(path)
    if not os.path.isfile(path):
        text_of(path)
    folder, name = package_of(path)
    sys.path.insert(0, folder)
    if '.' in name:
        try:
            return tried(lambda: imported(name), file, path)
        except (ImportError, ValueError) as error:
            raise Refused('%s cannot be imported as %s: %s' % (file, name, error))
    try:
        return tried(lambda: read(path, name), file, path)
    except (ImportError, ValueError, SystemError) as error:
        # Of a package without __init__.py: its folder's name is the package's
        package = str(os.path.basename(folder))
        sys.modules.pop(name, None)
        sys.modules[package] = parent = type(sys)(package)
        parent.__path__ = [folder]
        try:
            return tried(lambda: imported(package + '.' + name), file, path)
        except (ImportError, ValueError, SystemError):
            raise Refused('%s cannot be imported: %s' % (file, error))


def found_in(module, text, path):
    """What an expression over a module's names is: a class, an instance, a call."""
    file = os.path.basename(path)
    try:
        return eval(compile(text.strip(), '<%s>' % file, 'eval', 0, True), module.__dict__)
    except (NameError, AttributeError) as error:
        classes = sorted(
            key for key, value in vars(module).items()
            if isinstance(value, type) and value.__module__ == module.__name__)
        if text.replace('.', '').replace('_', '').isalnum():
            raise Refused('%s has no class %s: it has %s' % (
                file, text, ', '.join(classes) or 'none'))
        raise Refused('%s: %s' % (file, said(error)))
    except SyntaxError:
        raise Refused("%s: '%s' is no name, nor an expression over its names" % (file, text))
    except Exception as error:
        raise Refused('%s in %s: %s' % (text, file, said(error)))


def maker(path, text, values, setup):
    """What makes an instance each time that it is called; the file's path is bytes."""
    path = path if str is bytes else os.fsdecode(path)
    module = loaded(path)
    if setup:
        try:
            exec(compile(setup, '<setup>', 'exec', 0, True), module.__dict__)
        except Exception as error:
            raise Refused('--setup: ' + said(error))
    found = found_in(module, text, path)
    if type(found).__name__ == 'classobj':
        raise Refused('%s in %s is an old-style class: write class %s(object)' % (
            text, os.path.basename(path), text))
    if not isinstance(found, type) and not hasattr(found, '__total__'):
        if values is not None:
            raise Refused('%s is no class, which --values are for' % text)
        return lambda: found_in(module, text, path)
    if values is None:
        return Plan(found).made
    names = dict(module.__dict__, _class=found)
    try:
        code = compile('_class(%s)' % values, '<values>', 'eval', 0, True)
    except SyntaxError:
        raise Refused("--values '%s' are no arguments of a call" % values)

    def call():
        try:
            return eval(code, names)
        except Exception as error:
            raise Refused('%s cannot be built: %s' % (found.__name__, said(error)))
    return call


def split(text, separator):
    """The parts of an annotation between separators that are in no brackets."""
    parts, depth = [''], 0
    for c in text:
        depth += (c in '[(') - (c in '])')
        if c == separator and depth == 0:
            parts.append('')
        else:
            parts[-1] += c
    return [part.strip() for part in parts]


class Either(object):
    """The alternatives of an annotation that this Python cannot evaluate as one."""

    def __init__(self, alternatives):
        self.__args__ = tuple(alternatives)


def evaluated(annotation, names):
    """An annotation that is written as text; None where its names are not there."""
    if not isinstance(annotation, (str, type(u''))):
        return getattr(annotation, '__forward_arg__', None) and evaluated(
            annotation.__forward_arg__, names) or annotation
    try:
        return eval(annotation, names)
    except Exception:
        pass
    parts = split(annotation, '|')
    if len(parts) > 1:
        return Either([type(None) if part == 'None' else evaluated(part, names) for part in parts])
    head = annotation.split('[')[0].strip()
    # list[int] before 3.9
    return evaluated(head, names) if head and head != annotation else None


def hints(thing, class_):
    """The annotations of a class or function, each evaluated where that is possible."""
    try:
        import typing
        return typing.get_type_hints(thing)
    except Exception:
        pass
    known = {}
    for owner in reversed(thing.__mro__) if isinstance(thing, type) else [thing]:
        names = dict(vars(sys.modules.get(
            getattr(owner, '__module__', None) or class_.__module__, sys)))
        names.update((c.__name__, c) for c in class_.__mro__)
        try:
            own = vars(owner).get('__annotations__', None) or owner.__annotations__
        except Exception:
            continue
        known.update((name, evaluated(value, names)) for name, value in own.items())
    return known


def abstract(class_):
    """Why a class has no instances of its own; None where it may have some."""
    missing = sorted(getattr(class_, '__abstractmethods__', ()))
    if getattr(class_, '_is_protocol', False):
        return 'is a Protocol'
    return 'is abstract, without %s' % ', '.join(missing) if missing else None


def concrete(class_):
    """A class's subclasses that have instances, the nearest first."""
    below = [c for c in type.__subclasses__(class_)]
    return [c for c in below if not abstract(c)] + [d for c in below for d in concrete(c)]


def named(value):
    """Whether it is a class of that name, wherever that is from."""
    return lambda name: getattr(value, '__name__', getattr(value, '_name', None)) == name


PLAIN = {
    'int': 1, 'float': 1.5, 'complex': 1j, 'str': 'text', 'bytes': b'bytes', 'bool': True,
    'object': 1, 'Any': 1, 'Hashable': 1, 'Sized': (), 'Number': 1, 'Iterable': (), 'Iterator': (),
    'Sequence': (), 'Collection': (), 'Container': (), 'Reversible': (), 'Text': u'text',
    'AnyStr': 'text', 'SupportsInt': 1, 'SupportsFloat': 1.5, 'LiteralString': 'text',
}


def sample(annotation, outer=()):
    """A value of an annotated type; LookupError where none is obvious."""
    arguments = getattr(annotation, '__args__', None) or ()
    origin = getattr(annotation, '__origin__', None)
    kind = type(annotation).__name__
    if annotation in (None, type(None)):
        return None
    if isinstance(annotation, type):
        name = annotation.__name__ if annotation.__module__ in (
            'builtins', '__builtin__', 'typing', 'collections.abc', 'numbers', '_abcoll') else None
        if name in PLAIN and not arguments:
            return PLAIN[name]
    elif kind in ('_SpecialForm', '_AnyMeta', '_Any', '_TypedCacheSpecialForm'):
        if getattr(annotation, '_name', '') in PLAIN:
            return PLAIN[annotation._name]
    if hasattr(annotation, '__supertype__'):
        return sample(annotation.__supertype__, outer)
    if kind == 'TypeVar':
        return sample((annotation.__constraints__ or (annotation.__bound__ or int,))[0], outer)
    if kind == 'InitVar':
        return sample(annotation.type, outer)
    if hasattr(annotation, '__metadata__') and origin is not None:
        return sample(origin, outer)
    if kind in ('TypeAliasType',):
        return sample(annotation.__value__, outer)
    if kind in ('UnionType', '_Union', 'Union', 'Either') or named(origin)('Union'):
        return first(arguments, outer)
    if named(origin)('Literal') or kind == '_Literal' or named(annotation)('Literal'):
        values = arguments or getattr(annotation, '__values__', ())
        if values:
            return values[0]
    if named(origin)('ClassVar') or named(origin)('Final') or kind in ('_ClassVar', '_Final'):
        return first(arguments or (getattr(annotation, '__type__', int),), outer)
    if origin is type or named(origin)('Type'):
        return arguments[0] if arguments and isinstance(arguments[0], type) else int
    if named(origin)('Callable') or named(annotation)('Callable') or kind == 'CallableMeta':
        return len
    for type_ in (origin, annotation):
        if type_ is tuple or named(type_)('Tuple'):
            return tuple(sample(a, outer) for a in arguments if a is not Ellipsis and a != ())
    for type_ in (origin, annotation):
        if isinstance(type_, type):
            return instance(type_, outer)
        name = getattr(type_, '_name', None)
        if name in ('Dict', 'Mapping', 'MutableMapping', 'DefaultDict', 'OrderedDict'):
            return {}
        if name in ('List', 'MutableSequence'):
            return []
        if name in ('Set', 'AbstractSet', 'MutableSet'):
            return set()
        if name in PLAIN:
            return PLAIN[name]
    raise LookupError


def first(alternatives, outer):
    """A value of the first of several types that has one; None only where nothing else is."""
    for alternative in alternatives:
        if alternative not in (None, type(None)):
            try:
                return sample(alternative, outer)
            except (LookupError, Refused):
                pass
    if type(None) in alternatives or None in alternatives:
        return None
    raise LookupError


def instance(class_, outer):
    """An instance of a class that an annotation names."""
    if class_ in outer or len(outer) > 20:
        # What holds one of itself holds none at its end
        return None
    module, name = class_.__module__, class_.__name__
    if module == 'datetime' and name in ('date', 'datetime'):
        return class_(2000, 1, 1)
    if module == 'uuid' and name == 'UUID':
        return class_(int=1)
    if module == 'datetime' and name == 'tzinfo':
        return None
    if hasattr(class_, '__members__'):
        for member in class_:
            return member
        raise LookupError
    if getattr(class_, '__abstractmethods__', None) and module in (
            'collections.abc', 'typing', '_abcoll'):
        for known in (), {}, set():
            if isinstance(known, class_):
                return known
        raise LookupError
    if abstract(class_):
        for below in concrete(class_):
            return instance(below, outer)
        raise LookupError
    try:
        return Plan(class_, outer).made()
    except Refused:
        raise LookupError


def required(class_):
    """The parameters that a call of the class cannot do without, with their annotations."""
    try:
        import inspect
        parameters = list(inspect.signature(class_).parameters.values())
        if hasattr(class_.__init__, '__code__') and all(
                p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters):
            # Up to 3.8 Generic.__new__ takes anything
            parameters = list(inspect.signature(class_.__init__).parameters.values())[1:]
    except AttributeError:
        # Python 2 has no signatures, nor annotations
        try:
            names, _, _, defaults = inspect.getargspec(class_.__init__)
        except TypeError:
            return []
        return [(name, None, None) for name in names[1:len(names) - len(defaults or ())]]
    except (TypeError, ValueError):
        return []
    known = dict(hints(class_, class_))
    for maker in class_.__new__, class_.__init__:
        if getattr(maker, '__annotations__', None):
            known.update(hints(maker, class_))
    return [
        (p.name, known.get(p.name, None if p.annotation is p.empty else p.annotation), p.kind)
        for p in parameters
        if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]


def number_of_plain(parameters):
    """The values that parameters without annotations are tried with, one after the other."""
    return (1, 'text', None, ()) if any(p[1] is None for p in parameters) else (1,)


class Plan(object):
    """How to make an instance of a class, with values as its annotations have them."""

    def __init__(self, class_, outer=()):
        self.class_ = class_
        self.outer = tuple(outer) + (class_,)
        self.call = None
        why = abstract(class_)
        if why:
            below = ', '.join(c.__name__ for c in concrete(class_))
            raise Refused('%s %s: %s' % (
                class_.__name__, why,
                'name a class below it: ' + below if below
                else 'only a class below it has instances'))

    def made(self):
        """An instance."""
        if hasattr(self.class_, '__members__'):
            members = list(self.class_)
            if not members:
                raise Refused('%s has no members' % self.class_.__name__)
            return members[-1]
        if hasattr(self.class_, '__total__') and dict in getattr(self.class_, '__mro__', (dict,)):
            return self.class_(**dict(
                (name, self.value(name, annotation, 1))
                for name, annotation in hints(self.class_, self.class_).items()))
        parameters = required(self.class_)
        for plain in number_of_plain(parameters):
            try:
                ob = self.called(parameters, plain)
                break
            except Refused as error:
                refusal = self.__dict__.setdefault('refusal', error)
        else:
            raise refusal
        self.fill(ob)
        return ob

    def value(self, name, annotation, plain):
        if annotation is None:
            return plain
        try:
            return sample(annotation, self.outer)
        except LookupError:
            raise self.refused(' cannot be built without a value for ' + name)

    def refused(self, why):
        names = [p[0] for p in required(self.class_)]
        return Refused('%s%s: give its values, as in --values "%s"' % (
            self.class_.__name__, why, ', '.join('%s=...' % name for name in names) or '...'))

    def called(self, parameters, plain):
        positional, named = [], {}
        for name, annotation, kind in parameters:
            value = self.value(name, annotation, plain)
            if kind is not None and kind.name == 'POSITIONAL_ONLY':
                positional.append(value)
            else:
                named[name] = value
        try:
            return self.class_(*positional, **named)
        except Exception as error:
            raise self.refused(' cannot be built: ' + said(error))

    def fill(self, ob):
        """Sets what annotations alone promise."""
        class_ = self.class_
        if class_.__init__ is not object.__init__ or class_.__new__ is not object.__new__:
            return
        for name, annotation in hints(class_, class_).items():
            try:
                if not isinstance(getattr(ob, name, None), (type(None), type(hints))):
                    continue
                setattr(ob, name, sample(annotation, self.outer))
            except (LookupError, AttributeError):
                pass
