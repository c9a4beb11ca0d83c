"""What a script sees of where it runs."""
from __future__ import print_function

import os
import sys

print(sys.argv, sys.path, __name__, __file__, __package__, sys.modules['__main__'].__dict__.keys())
print(sorted(os.environ), os.getcwd(), os.getppid() != os.getpid(), sys.stdin.isatty())
print(sorted(os.listdir('/proc/self/fd')))
