"""Asks sys.getsizeof of every object that a program with well-known packages can reach."""
import gc
import importlib
import sys

here = []
for name in ('numpy', 'pandas', 'pydantic', 'sqlalchemy', 'sqlalchemy.orm', 'lxml.etree'):
    try:
        here.append(importlib.import_module(name))
    except Exception:
        pass
modules = dict((module.__name__, module) for module in here)
kept = [here]
if 'numpy' in modules:
    numpy = modules['numpy']
    kept.append([numpy.arange(10), numpy.zeros((3, 4))[1:], numpy.ones(5, 'f4'),
                 numpy.array([[1, 2], [3, 4]]).T, numpy.float64(1), numpy.int8(2), numpy.bool_(1),
                 numpy.array(['a', 'bcd']), numpy.array(['a', 'bcd'])[1], numpy.bytes_(b'abc'),
                 numpy.datetime64('2020-01-01'), numpy.complex64(1j), numpy.dtype('i4,f8'),
                 numpy.zeros(3, 'i4,f8')[0], numpy.random.RandomState(1)])
if 'pandas' in modules:
    pandas = modules['pandas']
    frame = pandas.DataFrame({'a': [1, 2, 3], 'b': ['x', 'y', None], 'c': [1.5, 2, 3]})
    kept += [frame, frame.groupby('b').sum(), frame['a'], frame.index, pandas.Timestamp('2020')]
if 'pydantic' in modules:
    class Model(modules['pydantic'].BaseModel):
        __annotations__ = {'x': int, 'y': str}
        y = 'a'
    kept += [Model(x=1), Model(x=2, y='b')]
if 'sqlalchemy' in modules:
    engine = modules['sqlalchemy'].create_engine('sqlite://')
    with engine.connect() as connection:
        kept += connection.execute(modules['sqlalchemy'].text('select 1, 2')).fetchall()
if 'lxml.etree' in modules:
    kept.append(modules['lxml.etree'].fromstring('<a b="c"><d/>text</a>'))

seen, waiting, count = set(), gc.get_objects(), 0
while waiting:
    ob = waiting.pop()
    if id(ob) in seen or ob is seen or ob is waiting:
        continue
    seen.add(id(ob))
    kept.append(ob)
    try:
        sys.getsizeof(ob)
    except Exception:
        pass
    count += 1
    waiting.extend(gc.get_referents(ob))
print(count)
