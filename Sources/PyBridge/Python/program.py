# Runs a program as the interpreter would, and stops where that has run: nothing is torn down yet.
import sys


def run(sys, arguments):
    import os
    import signal
    main = sys.modules['__main__'].__dict__
    for name in ('run', 'sys'):
        del main[name]
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
        os.kill(os.getpid(), signal.SIGSTOP)


run(sys, sys.argv[1:])
