# Runs a program as the interpreter would, and waits where that has run: nothing is torn down yet.
import sys


def run(sys, line, arguments):
    import os
    main = sys.modules['__main__'].__dict__
    for name in ('run', 'sys'):
        del main[name]
    # Programs that this one starts do not get it; from 3.4 on
    if hasattr(os, 'set_inheritable'):
        os.set_inheritable(line, False)
    process = os.getpid()
    try:
        if arguments[0] == '-m':
            import runpy
            sys.argv = arguments[1:]
            sys.path[0] = os.getcwd()
            runpy._run_module_as_main(arguments[1])
        elif arguments[0] == '-c':
            sys.argv = ['-c'] + arguments[2:]
            exec(compile(arguments[1], '<string>', 'exec'), main)
        else:
            sys.argv = arguments
            sys.path[0] = os.path.dirname(os.path.abspath(arguments[0]))
            main['__file__'] = arguments[0]
            with open(arguments[0], 'rb') as file:
                code = compile(file.read(), arguments[0], 'exec')
            exec(code, main)
    finally:
        # Not in a child that it has forked
        if os.getpid() == process:
            try:
                os.write(line, b'!')
                # Until whoever looks is done, or gone
                os.read(line, 1)
            except OSError:
                # A program may close what it does not know
                pass


run(sys, int(sys.argv[1]), sys.argv[2:])
