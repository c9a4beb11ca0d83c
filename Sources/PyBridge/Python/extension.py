"""Compiles a Cython module; run by agent.py, among its names, when there is none yet.

Runs on every Python from 2.7 on.
"""
def build_extension(extension, package):
    """The folder that holds the compiled module, and the folder to remove after its import."""
    import tempfile
    version = import_package(package or CYTHON, {})
    command = find_compiler() + ['-O0', '-w', '-shared', '-fPIC', '-I', include_folder()]
    final, temporary = native(extension['folder']), None
    parent = os.path.dirname(final)
    try:
        work, lock = work_folder(parent)
    except (IOError, OSError):
        final = temporary = work = tempfile.mkdtemp(prefix='pysize-')
        lock = None
    try:
        base = os.path.join(work, extension['module'])
        with open(base + '.pyx', 'wb') as file:
            source = extension['source']
            file.write(source if isinstance(source, bytes) else source.encode('utf-8'))
        run_step('cython', [
            sys.executable, '-E', '-c', CYTHONIZE, os.pathsep.join(map(native, extension['paths'])),
            '-3', base + '.pyx', '-o', base + '.c'])
        run_step(os.path.basename(command[0]), command + [base + '.c', '-o', base + '.so'])
        os.remove(base + '.c')
        with open(os.path.join(work, 'version'), 'w') as file:
            file.write(version or '')
        os.chmod(work, 0o755)
        if work != final:
            try:
                os.rename(work, final)
            except OSError:
                # Another run was faster; what it built is the same.
                remove_folder(work)
        return final, temporary
    except BaseException:
        remove_folder(work)
        raise
    finally:
        if lock is not None:
            os.close(lock)


def work_folder(parent):
    """A new folder that is locked as long as its file descriptor is open: a `WorkFolder`."""
    import tempfile
    if not os.path.isdir(parent):
        mask = os.umask(0o077)
        try:
            os.makedirs(parent)
        finally:
            os.umask(mask)
    # Locked, so that nobody tidies up between making the folder and locking it
    whole = locked(parent, 'LOCK_SH')
    try:
        work = tempfile.mkdtemp(prefix='.', dir=parent)
        return work, locked(work, 'LOCK_EX')
    finally:
        os.close(whole)


def locked(folder, how):
    """An open folder, locked where the file system can."""
    import fcntl
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, getattr(fcntl, how))
    except (IOError, OSError):
        pass
    return descriptor


CYTHON = {'name': 'cython', 'module': 'Cython', 'preparation': ''}

# Another process than the measured one: a compiler leaves modules, and crashes, behind.
CYTHONIZE = """
import os, sys
if sys.path[0] == '':
    del sys.path[0]
sys.path.extend(filter(None, sys.argv.pop(1).split(os.pathsep)))
from Cython.Compiler.Main import setuptools_main
sys.exit(setuptools_main())
"""


def find_compiler():
    """The C compiler's command: $CC, cc or gcc."""
    for words in (os.environ.get('CC', '').split(), ['cc'], ['gcc']):
        for folder in os.environ.get('PATH', os.defpath).split(os.pathsep) if words else ():
            path = os.path.join(folder, words[0])
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return [path] + words[1:]
    raise Unavailable('no C compiler: install gcc')


def include_folder():
    """Where this interpreter's Python.h is."""
    import sysconfig
    for folder in (sysconfig.get_path('include'), sysconfig.get_config_var('INCLUDEPY')):
        if folder and os.path.isfile(os.path.join(folder, 'Python.h')):
            return folder
    raise Unavailable('no Python.h for this interpreter: install python3-dev')


def run_step(what, command):
    """Runs a command; the first line with an error in it is why it failed."""
    import subprocess
    with open(os.devnull) as nothing:
        process = subprocess.Popen(
            command, stdin=nothing, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            close_fds=True)
        output = process.communicate()[0].decode('utf-8', 'replace')
    if process.returncode != 0:
        lines = [line for line in output.splitlines() if line.strip()]
        errors = [line for line in lines if 'rror' in line]
        raise RuntimeError('%s failed: %s' % (what, one_line((errors or lines[-1:] or [''])[0])))


def remove_folder(folder):
    """Removes a folder that may be gone."""
    import shutil
    shutil.rmtree(folder, ignore_errors=True)
