"""Classes of a shop, to look at with `pysize layout Samples/Python/shop.py:Order`."""
from dataclasses import dataclass
from typing import List, Optional


class Order:
    """A plain class: its attributes are in a dict, or in values that stand for one."""

    def __init__(self, number: int, customer: str, total: float):
        self.number = number
        self.customer = customer
        self.total = total


@dataclass
class Line:
    """A dataclass costs what a plain class does."""

    article: str
    count: int
    price: Optional[float] = None


class Base:
    """No `__slots__`: what extends it has a dict whatever it says."""


class Item(Base):
    """Its slots save nothing, for its base has none."""

    __slots__ = ('name', 'price')

    def __init__(self, name: str, price: float):
        self.name = name
        self.price = price


class Price:
    """Slots all the way: nothing but its two values."""

    __slots__ = ('amount', 'currency')

    def __init__(self, amount: float, currency: str):
        self.amount = amount
        self.currency = currency


class Watched:
    """Room for weak references, which nobody uses."""

    __slots__ = ('value', '__weakref__')

    def __init__(self, value: int):
        self.value = value


class Basket:
    """Annotations alone: they say what an instance will hold."""

    lines: List[Line]
    owner: str
