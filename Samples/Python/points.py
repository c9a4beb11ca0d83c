"""Asks sys.getsizeof a few questions, for `pysize shadow Samples/Python/points.py` to check."""
import sys
from collections import namedtuple

Point = namedtuple('Point', 'x y z')

for point in (
    {'x': 1, 'y': 2, 'z': 3},
    (1, 2, 3),
    [1, 2, 3],
    Point(1, 2, 3),
):
    print('%4d bytes  %r' % (sys.getsizeof(point), point))
