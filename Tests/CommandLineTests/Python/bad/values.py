"""Classes that no value of an annotation's makes, or no emulator."""
import collections


class Unknown(object):
    def __init__(self, a):
        self.a = a


class Refuses(object):
    def __init__(self, a: int):
        raise ValueError('never')


class Counter(collections.OrderedDict):
    pass
