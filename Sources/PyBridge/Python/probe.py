"""Asked of each candidate once, as `EXE -E -S -c`: says on one marked line what it is.

Runs on every Python from 2.7 on, and imports no more than it must: `json` alone would double
the time that an interpreter takes to start.
"""
import sys

# -c puts the current folder in front, where anything could call itself sysconfig.
if sys.path and sys.path[0] in ('', '.'):
    del sys.path[0]


def quoted(value):
    """A text, a path as its bytes, each the character of that number, or None as JSON."""
    if value is None:
        return 'null'
    if not isinstance(value, bytes):
        value = value.encode(sys.getfilesystemencoding(), 'surrogateescape')
    text = value.decode('latin-1')
    return '"%s"' % ''.join(
        c if ' ' <= c <= '~' and c not in '"\\' else '\\u%04x' % ord(c) for c in text)


def mapped_libpython():
    """The libpython this process runs on; None when the interpreter is linked statically."""
    try:
        with open('/proc/self/maps', 'rb') as maps:
            for line in maps:
                path = line.rstrip(b'\n').split(None, 5)[-1]
                name = path.rpartition(b'/')[2]
                # libpython3.so is the stable ABI's front door, not the interpreter.
                if name.startswith(b'libpython') and not name.startswith(b'libpython3.so'):
                    return path
    except (IOError, OSError):
        pass
    return None


def configured_libpythons():
    """Where the libpython built beside a static interpreter would be, the first ones first."""
    import os
    import sysconfig
    get = sysconfig.get_config_var
    flags = getattr(sys, 'abiflags', '_d' if hasattr(sys, 'gettotalrefcount') else '')
    # Another flavour's library has other structs.
    start = 'libpython%d.%d%s.so' % (sys.version_info[0], sys.version_info[1], flags)
    libdir = get('LIBDIR') or ''
    folders = [libdir, os.path.join(libdir, get('MULTIARCH') or ''),
               os.path.join(getattr(sys, 'base_prefix', sys.prefix), 'lib')]
    names = [name for name in (get('INSTSONAME'), get('LDLIBRARY'))
             if name and os.path.basename(name).startswith(start)]
    return [os.path.join(folder, os.path.basename(name))
            for name in names for folder in folders if folder]


def is_own(path):
    """Whether a library is of this very version: PY_VERSION stands in it."""
    version = sys.version.split()[0]
    with open(path, 'rb') as library:
        return (version if str is bytes else version.encode('ascii')) + b'\0' in library.read()


def libpythons():
    """The libpython of this very build, or None; one of another version in its place, or None; and
    all paths where it could be that are not the running one's.
    """
    own = other = None
    looked = []
    try:
        own = mapped_libpython()
        if own is None:
            looked = configured_libpythons()
            import os
            for path in filter(os.path.isfile, looked):
                if is_own(path):
                    own = path
                    break
                other = other or path
    except Exception:
        pass
    return own, None if own else other, looked


def report():
    """What this interpreter is, as JSON."""
    implementation = getattr(sys, 'implementation', None)
    if implementation is not None:
        name = implementation.name
    else:
        name = sys.subversion[0].lower()
    yield 'implementation', quoted(name)
    yield 'version', '[%d, %d, %d]' % tuple(sys.version_info[:3])
    yield 'executable', quoted(sys.executable)
    if name != 'cpython':
        return

    def truth(value):
        return 'true' if value else 'false'

    yield 'pointerSize', '%d' % (8 if sys.maxsize > 2 ** 32 else 4)
    yield 'isDebug', truth(hasattr(sys, 'gettotalrefcount'))
    yield 'tracesReferences', truth(hasattr(sys, 'getobjects'))
    yield 'isFreeThreaded', truth('t' in getattr(sys, 'abiflags', ''))
    yield 'gcHeadSize', '%d' % (sys.getsizeof([]) - [].__sizeof__())
    own, other, looked = libpythons()
    yield 'libpython', quoted(own)
    yield 'otherLibpython', quoted(other)
    yield 'lookedAt', '[%s]' % ', '.join(map(quoted, looked))


# Starts on a line of its own, whatever a wrapper or the interpreter wrote before.
sys.stdout.write('\npysize-probe:{%s}\n' % ', '.join(
    '"%s": %s' % field for field in report()))
sys.stdout.flush()
