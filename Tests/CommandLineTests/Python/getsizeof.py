"""What sys.getsizeof does with defaults, errors, and a __sizeof__ that raises or lies."""
import sys


def asked(*args, **kwargs):
    try:
        print(sys.getsizeof(*args, **kwargs))
    except BaseException as error:
        print('%s: %s' % (type(error).__name__, error))


def with_sizeof(answer):
    class Odd(object):
        def __sizeof__(self):
            if isinstance(answer, type) and issubclass(answer, BaseException):
                raise answer('no')
            return answer
    return Odd()


class NoSize(object):
    __sizeof__ = None


asked()
asked(1, 2, 3)
asked(1, no=2)
asked(object=[])
asked([], 5)
asked([], default=5)
asked(object=[], default=5)
for answer in (7, 0, -1, 2 ** 100, 'text', None, 1.5, TypeError, ValueError, KeyError,
               KeyboardInterrupt):
    asked(with_sizeof(answer))
    asked(with_sizeof(answer), 8)
    asked(with_sizeof(answer), default=9)
asked(NoSize())
asked(NoSize(), 3)
asked(NoSize(), default=4)
small = sys.getsizeof(())
asked((), small)
