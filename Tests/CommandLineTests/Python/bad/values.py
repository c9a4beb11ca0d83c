"""Classes that no value of an annotation's makes, or no emulator."""
import abc
import collections


class Refuses(object):
    def __init__(self, a: int):
        raise ValueError('never')


class Silent(object):
    def __init__(self, a=1):
        raise MemoryError


class Unspeakable(Exception):
    def __str__(self):
        raise self


class Unsaid(object):
    def __init__(self, a=1):
        raise Unspeakable()


class Unknown(object):
    def __init__(self, a: Refuses):
        self.a = a


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass


class Circle(Shape):
    def area(self):
        return 1


class Counter(collections.OrderedDict):
    pass
