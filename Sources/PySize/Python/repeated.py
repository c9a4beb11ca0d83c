"""Makes an object as often as its class needs until all of its instances are alike.

Runs on every Python from 2.7 on.
"""


class Repeated(object):
    """The values of an expression, one after the other, all kept alive."""

    def __init__(self, names):
        self.names = names
        self.made = []

    def __call__(self, source, count):
        """The last of `count` values; where no number is said, of as many as its class needs."""
        code = compile(source.strip(), '<make>', 'eval', 0, True)

        def make():
            self.names['n'] = len(self.made) + 1
            self.made.append(eval(code, self.names))

        make()
        if count is None:
            try:
                for _ in range(self.settled(type(self.made[0])) - 1):
                    make()
            except Exception:
                # One is all there can be
                del self.made[1:]
        else:
            for _ in range(count - 1):
                make()
        return self.made[-1]

    @staticmethod
    def settled(kind):
        """From which instance on all are alike at the latest: SHARED_KEYS_MAX_SIZE, pycore_dict.h."""
        import sys
        flags = type.__dict__['__flags__'].__get__(kind, type(kind))
        has_dict = type.__dict__['__dictoffset__'].__get__(kind, type(kind)) != 0
        # Py_TPFLAGS_HEAPTYPE, and from 3.10 on no Py_TPFLAGS_IMMUTABLETYPE: a class statement's
        is_own = flags & 1 << 9 and (sys.version_info < (3, 10) or not flags & 1 << 8)
        if not has_dict or not is_own:
            return 1
        return 2 if sys.version_info < (3, 11) else 31


repeated_ = Repeated(globals())
