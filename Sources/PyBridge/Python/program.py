# Runs a program as the interpreter would, and waits where that has run: nothing is torn down yet.
import sys


def run(sys, line, arguments):
    import os
    try:
        # Loaded by now, other than signal; from 3.5 on
        import _signal as signal
    except ImportError:
        import signal
    main = sys.modules['__main__'].__dict__
    for name in ('run', 'sys'):
        del main[name]
    # Programs that this one starts do not get it; from 3.4 on
    if hasattr(os, 'set_inheritable'):
        os.set_inheritable(line, False)
    process = os.getpid()
    end = os.fstat(line)[:3]
    own = [sys._getframe().f_code, sys._getframe(1).f_code]

    def ask(word):
        # Not in a child that it has forked
        if os.getpid() != process:
            return
        try:
            # A program may close what it does not know, and open a file in its place
            is_there = os.fstat(line)[:3] == end
        except OSError:
            is_there = False
        if not is_there:
            try:
                sys.__stderr__.write(
                    'pysize: the program has closed file descriptor %d, by which it would be looked at now: '
                    'choose a moment with --after\n' % line)
            except Exception:
                pass
            return
        try:
            os.write(line, word)
            while True:
                try:
                    # Until whoever looks is done, or gone
                    return os.read(line, 1)
                except OSError as error:
                    # EINTR, up to 3.4
                    if error.errno != 4:
                        return
        except OSError:
            # Whoever would look is gone: the program goes on as if nobody ever had
            pass

    def join_threads():
        # wait_for_thread_shutdown, Python/pylifecycle.c: a program has run when its threads have
        threading = sys.modules.get('threading')
        if os.getpid() != process or not threading:
            return
        if sys.version_info >= (3, 9):
            return threading._shutdown()
        # What asks for it at the end only, up to 3.8
        futures = sys.modules.get('concurrent.futures.thread')
        if futures:
            futures._python_exit()
        while True:
            others = [
                thread for thread in threading.enumerate()
                if not thread.daemon and thread is not threading.current_thread()]
            if not others:
                return
            others[0].join()

    def interrupt(number, frame):
        # Whoever looks may have been asked for it by the same signal: then there is no answer
        ask(b'?')
        signal.default_int_handler(number, frame)

    def restore():
        # Nobody looks at a child that it has forked
        if signal.getsignal(signal.SIGINT) is interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def strip(steps):
        # As a traceback is where the interpreter itself has run the program
        while steps is not None and steps.tb_frame.f_code in own:
            steps = steps.tb_next
        return steps

    def has_begun(steps):
        # Whether more stands in a traceback than who finds a module
        finders = 'runpy', 'pkgutil', 'importlib', '_frozen_importlib', 'zipimport'
        while steps is not None:
            name = str(steps.tb_frame.f_globals.get('__name__'))
            if not name.split('.')[0].startswith(finders):
                return True
            steps = steps.tb_next
        return False

    def show_stripped():
        hook = sys.excepthook

        def show(kind, value, steps):
            sys.excepthook = hook
            steps = strip(steps)
            # In 3.x it is the exception's own that is shown
            if hasattr(value, '__traceback__'):
                value.__traceback__ = steps
            hook(kind, value, steps)

        sys.excepthook = show

    def outcome(kind, steps):
        if not has_begun(strip(steps)):
            return b'0'
        if issubclass(kind, SystemExit):
            return b'.'
        return b'!' + str(kind.__name__).encode('ascii', 'replace')[:99] + b'\n'

    def show_source(code, text):
        # From 3.13 on tracebacks show lines of what is behind -c
        linecache = sys.modules.get('linecache')
        register = getattr(linecache, '_register_code', None)
        if register:
            register('<string>' if '<string>' in linecache.cache else code, text, '<string>')

    def has_importer(path):
        import pkgutil
        return pkgutil.get_importer(path) is not None

    def unmarshalled(data):
        # run_pyc_file, Python/pythonrun.c
        if sys.version_info < (3,):
            import imp
            magic, head = imp.get_magic(), 8
        else:
            from importlib.util import MAGIC_NUMBER as magic
            head = 16 if sys.version_info >= (3, 7) else 12
        if data[:4] != magic:
            raise RuntimeError('Bad magic number in .pyc file')
        import marshal
        return marshal.loads(data[head:])

    def run_file(path):
        # bpo-20443
        if sys.version_info >= (3, 9):
            path = os.path.join(os.getcwd(), path)
        data = b'\0'
        if not os.path.isdir(path):
            with open(path, 'rb') as file:
                data = file.read()
        # What is no text may be a folder or an archive with a __main__
        if b'\0' in data and not path.endswith('.pyc') and has_importer(path):
            import runpy
            if has_folder:
                del sys.path[0]
            sys.path.insert(0, path)
            return runpy._run_module_as_main('__main__', False)
        if has_folder:
            sys.path[0] = os.path.dirname(os.path.abspath(path))
        main['__file__'] = path
        code = unmarshalled(data) if path.endswith('.pyc') else compile(data, path, 'exec')
        exec(code, main)

    own.append(run_file.__code__)
    # It may be ignored, as in the background of a script
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)
        # From 3.7 on; before, the handler itself tells them apart
        if hasattr(os, 'register_at_fork'):
            os.register_at_fork(after_in_child=restore)
    # The interpreter's own options may leave out the program's folder
    has_folder = sys.path[:1] == ['']
    word = b'.'
    try:
        if arguments[0] == '-m':
            import runpy
            sys.argv = arguments[1:]
            if has_folder:
                sys.path[0] = os.getcwd()
            runpy._run_module_as_main(arguments[1])
        elif arguments[0] == '-c':
            sys.argv = ['-c'] + arguments[2:]
            code = compile(arguments[1], '<string>', 'exec')
            show_source(code, arguments[1])
            exec(code, main)
        else:
            sys.argv = arguments
            run_file(arguments[0])
    except:
        word = outcome(*sys.exc_info()[::2])
        show_stripped()
        raise
    finally:
        if word == b'.':
            try:
                join_threads()
            except BaseException:
                # "Exception ignored on threading shutdown"
                kind, value, steps = sys.exc_info()
                sys.excepthook(kind, value, strip(steps))
        try:
            # Before the report, as it would stand on a terminal
            sys.stdout.flush()
        except Exception:
            pass
        ask(word)


run(sys, int(sys.argv[1]), sys.argv[2:])
