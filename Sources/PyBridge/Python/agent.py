"""Runs inside the measured interpreter, as `EXE -c`: one loop that answers snippets.

The arguments are two file descriptors: lines to read and lines to write. Each line is a JSON
object. What is read is written by pysize itself with plain escapes, so that, three names given,
it is a Python literal as well: `json` would import `re` and cost more than all of this file.
Runs on every Python from 2.7 on.
"""
import gc
import os
import sys

# What the snippet under way has made; dropped before the next one starts.
alive = []
# Code objects of the statements that come first, by their text.
preambles = {}
# What the first line said.
settings = {}
# As it is, whatever a program puts in its place.
getsizeof = sys.getsizeof
# Python 2 empties a module's names when the module goes, and this one is about to be replaced.
agent = sys.modules['__main__']


class Unavailable(Exception):
    """Something a snippet needs is not there."""
    fault = None


class NotInstalled(Unavailable):
    """It is a package, which pip may know."""
    fault = 'notInstalled'


def decoded(line):
    """The object of a line."""
    if str is not bytes:
        line = line.decode('utf-8')
    return eval(line, {'null': None, 'true': True, 'false': False})


def native(path):
    """A path that came as its bytes, each as the character of that number."""
    data = (path.decode('utf-8') if isinstance(path, bytes) else path).encode('latin-1')
    return data if str is bytes else os.fsdecode(data)


def encoded(value):
    """JSON of a None, number, text, list or dict."""
    if value is None:
        return 'null'
    if isinstance(value, dict):
        return '{%s}' % ', '.join(
            '"%s": %s' % (key, encoded(value[key])) for key in sorted(value))
    if isinstance(value, list):
        return '[%s]' % ', '.join(map(encoded, value))
    if not isinstance(value, (bytes, type(u''))):
        return '%d' % value
    if isinstance(value, bytes):
        value = value.decode('utf-8', 'replace')
    # A lone half of a surrogate pair is no JSON, nor is a character that needs two.
    return '"%s"' % ''.join(
        c if ' ' <= c <= '~' and c not in '"\\' else
        '\\ufffd' if ord(c) > 0xffff or 0xd800 <= ord(c) < 0xe000 else '\\u%04x' % ord(c)
        for c in value)


def one_line(text):
    """At most 200 characters without line breaks."""
    if isinstance(text, bytes):
        text = text.decode('utf-8', 'replace')
    text = u' '.join(text.split())
    return text if len(text) <= 200 else text[:199].rstrip() + u'\u2026'


def described(error):
    """An exception as the last line of its traceback shows it."""
    name = type(error).__name__
    try:
        text = str(error)
    except Exception:
        text = ''
    return one_line('%s: %s' % (name, text) if text else name)


def compiled(source, name, mode):
    """A code object that no `__future__` of this file reaches."""
    if isinstance(source, bytes):
        source = source.decode('utf-8')
    return compile(source, '<%s>' % name, mode, 0, True)


def project(package):
    """What pip calls the project: a requirement without its version."""
    for index, c in enumerate(package['name']):
        if not (c.isalnum() or c in '-_.'):
            return package['name'][:index]
    return package['name']


def recorded_version(package):
    """The version in the name of the package's `.dist-info`; `importlib.metadata` is slow."""
    start = project(package).replace('-', '_').lower() + '-'
    for folder in sys.path:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            stem, extension = os.path.splitext(name)
            if extension in ('.dist-info', '.egg-info'):
                if stem.replace('-', '_').replace('.', '_').lower().startswith(
                        start.replace('-', '_').replace('.', '_')):
                    return stem.split('-')[1]
    return None


def package_version(package):
    """The version of an imported package as text; None when it does not tell."""
    module = sys.modules[package['module']]
    # attrs computes __version__ on demand, with a warning and a slow import: that comes last.
    for find in (lambda: module.__dict__.get('__version__'),
                 lambda: module.__dict__.get('VERSION'),
                 lambda: recorded_version(package),
                 lambda: module.__version__):
        try:
            version = find()
        except Exception:
            continue
        if isinstance(version, tuple):
            version = '.'.join(map(str, version))
        if isinstance(version, (bytes, type(u''))):
            return one_line(version)
    return None


def is_missing(error, module):
    """Whether an ImportError says that the module itself is not there."""
    parts = module.split('.')
    parents = ['.'.join(parts[:end]) for end in range(1, len(parts) + 1)]
    if hasattr(error, 'name'):
        return type(error).__name__ == 'ModuleNotFoundError' and error.name in parents
    return str(error) in ['No module named ' + part for part in parts + parents]


def import_package(package, namespace):
    """Imports a package for its version.

    Raises Unavailable when it is not there, or is there and cannot be imported.
    """
    if package['module'] in sys.modules:
        return package_version(package)
    try:
        exec(compiled(package['preparation'], 'preparation', 'exec'), namespace)
        __import__(package['module'])
    except BaseException as error:
        if isinstance(error, ImportError) and is_missing(error, package['module']):
            raise NotInstalled('%s is not installed' % project(package))
        version = recorded_version(package)
        raise Unavailable('%s cannot be imported: %s' % (
            ' '.join(filter(None, (project(package), version))), described(error)))
    return package_version(package)


def import_extension(extension, package, namespace):
    """Loads a compiled Cython module, and compiles it first where nobody has; its version."""
    folder, temporary = native(extension['folder']), None
    if not os.path.exists(os.path.join(folder, extension['module'] + '.so')):
        # A separate text, since most runs need not compile it.
        exec(compiled(settings['builder'], 'extension', 'exec'), globals())
        folder, temporary = build_extension(extension, package)
    sys.path.insert(0, folder)
    try:
        module = __import__(extension['module'])
        with open(os.path.join(folder, 'version')) as file:
            version = file.read().strip() or None
    except ImportError as error:
        raise Unavailable('the compiled extension cannot be loaded: ' + described(error))
    finally:
        sys.path.remove(folder)
        if temporary:
            remove_folder(temporary)
    for name in dir(module):
        if not name.startswith('_'):
            namespace[name] = getattr(module, name)
    return version


def fresh_namespace():
    """The names of a new `__main__`, so that what looks a class's module up finds it."""
    main = type(sys)('__main__')
    main.__dict__['__builtins__'] = agent.__dict__['__builtins__']
    main.__dict__['sys'] = sys
    sys.modules['__main__'] = main
    alive.append(main)
    return main.__dict__


def type_fact(name, type_):
    """What Python says of a type, whatever its own class or metaclass would answer."""
    return type.__dict__[name].__get__(type_, type(type_))


def ask_size(ob, answer):
    """What sys.getsizeof answers, or why it does not: a class may have a __sizeof__ of its own."""
    try:
        size = getsizeof(ob)
        if size > sys.maxsize:
            raise OverflowError('%d bytes' % size)
        answer['sizeof'] = size
    except BaseException as error:
        answer['sizeofReason'] = described(error)


def measured(snippet, answer):
    """Fills in the answer, step by step, so that what is known stays when a step fails."""
    namespace = fresh_namespace()
    package, extension = snippet.get('package'), snippet.get('extension')
    if extension:
        answer['version'] = import_extension(extension, package, namespace)
    elif package:
        answer['version'] = import_package(package, namespace)
    preamble = snippet['preamble']
    if preamble not in preambles:
        preambles[preamble] = compiled(preamble, 'preamble', 'exec')
    exec(preambles[preamble], namespace)
    answer['fault'] = 'source'
    exec(compiled(snippet['source'], 'source', 'exec'), namespace)
    answer['fault'] = None
    make = compiled(snippet['make'].strip(), 'make', 'eval')
    parts = [compiled(size.strip(), 'part', 'eval') for size in snippet['parts']]
    objects = []
    alive.append(objects)
    for n in range(1, snippet['count'] + 1):
        namespace['n'] = n
        ob = eval(make, namespace)
        objects.append(ob)
    namespace['ob'] = ob
    sizes = [eval(part, namespace) for part in parts]
    for size in sizes:
        if isinstance(size, bool) or not isinstance(
                size, (int, type(sys.maxsize + 1), str, type(u''))):
            raise TypeError('a part is %s, not a number of bytes' % type(size).__name__)
    besides = {}
    for name in snippet['besides']:
        beside = eval(snippet['besides'][name].strip(), namespace)
        objects.append(beside)
        besides[name] = id(beside)
    if snippet.get('asksSize'):
        ask_size(ob, answer)
    type_ = type(ob)
    answer.update(
        parts=sizes, besides=besides, object=id(ob), type=id(type_),
        basicsize=type_fact('__basicsize__', type_),
        itemsize=type_fact('__itemsize__', type_),
        dictoffset=type_fact('__dictoffset__', type_),
        weaklistoffset=type_fact('__weakrefoffset__', type_),
        # A long in Python 2, and a negative one where it takes 32 bits.
        flags=type_fact('__flags__', type_) & (2 * sys.maxsize + 1), status='measured')


def answered(snippet):
    """The answer to one snippet; nothing that it does ends the loop, but the process's end."""
    del alive[:]
    answer = {'status': 'failed', 'reason': None, 'fault': None, 'version': None}
    try:
        measured(snippet, answer)
    except Unavailable as error:
        answer.update(
            status='unavailable', reason=one_line(error.args[0]), fault=error.fault)
    except BaseException as error:
        if getattr(type(error), 'is_pysize_refusal', False):
            answer.update(reason=one_line(str(error)), fault='refused')
        else:
            answer['reason'] = described(error)
    return answer


def build():
    """The build as `Build.description` starts, to compare with what the probe said."""
    return '%d.%d.%d%s%s' % (tuple(sys.version_info[:3]) + (
        't' if 't' in getattr(sys, 'abiflags', '') else '',
        'd' if hasattr(sys, 'gettotalrefcount') else ''))


def loop(requests, answers):
    """Answers line by line until there are no more."""
    def send(answer):
        line = (encoded(answer) + '\n').encode('ascii')
        while line:
            line = line[os.write(answers, line):]

    if hasattr(os, 'set_inheritable'):
        for descriptor in requests.fileno(), answers:
            os.set_inheritable(descriptor, False)
    settings.update(decoded(requests.readline()))
    # -c puts the current folder in front.
    if sys.path and sys.path[0] == '':
        del sys.path[0]
    sys.path.extend(map(native, settings['paths']))
    sys.argv = ['']
    # What it would untrack depends on when it runs, and so on all that came before.
    gc.disable()
    send({'build': build()})
    while True:
        line = requests.readline()
        if not line:
            break
        send(answered(decoded(line)))


loop(os.fdopen(int(sys.argv[1]), 'rb'), int(sys.argv[2]))
