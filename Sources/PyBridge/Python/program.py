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
    own = sys._getframe().f_code, sys._getframe(1).f_code

    def ask(word):
        # Not in a child that it has forked
        if os.getpid() != process:
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
            # A program may close what it does not know
            pass

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
            exec(compile(arguments[1], '<string>', 'exec'), main)
        else:
            sys.argv = arguments
            if has_folder:
                sys.path[0] = os.path.dirname(os.path.abspath(arguments[0]))
            main['__file__'] = arguments[0]
            with open(arguments[0], 'rb') as file:
                code = compile(file.read(), arguments[0], 'exec')
            exec(code, main)
    except:
        word = outcome(*sys.exc_info()[::2])
        show_stripped()
        raise
    finally:
        if word == b'0':
            os.write(line, word)
        else:
            ask(word)


run(sys, int(sys.argv[1]), sys.argv[2:])
