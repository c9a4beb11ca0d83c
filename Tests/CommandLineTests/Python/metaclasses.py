"""Sizes of classes and instances whose metaclass does not behave."""
import sys


def refuse(*args):
    raise RuntimeError('no')


def made(name, namespace, bases=(object,)):
    meta = type('Meta', (type,), namespace)
    return meta(name, bases, {'__slots__': ('a',)})


class Swapped(type):
    def mro(cls):
        order = type.mro(cls)
        return order if len(order) < 4 else [order[0], order[2], order[1]] + order[3:]


class Growing(type):
    def __sizeof__(cls):
        cls.sizes = getattr(cls, 'sizes', []) + [1]
        return type.__sizeof__(cls)


A = Swapped('A', (object,), {'__slots__': ()})
B = Swapped('B', (object,), {'__slots__': ('x',)})
classes = [
    made('AttributesRaise', {'__getattribute__': refuse}),
    made('SizeRaises', {'__sizeof__': refuse}),
    made('SizeLies', {'__sizeof__': lambda cls: 7}),
    made('NameRaises', {'__name__': property(refuse)}),
    made('ChecksRaise', {'__instancecheck__': refuse, '__subclasscheck__': refuse}),
    made('ComparesRaise', {'__eq__': refuse, '__hash__': refuse}),
    made('ClassLies', {'__class__': property(lambda cls: dict)}, (dict,)),
    Swapped('C', (A, B), {}),
    Growing('Grows', (list,), {}),
]
for cls in classes:
    try:
        ob = cls()
    except Exception as error:
        ob = None
        print(type(error).__name__)
    for asked in (ob, cls, type(cls)):
        try:
            print(sys.getsizeof(asked))
        except Exception as error:
            print(type(error).__name__, error)
