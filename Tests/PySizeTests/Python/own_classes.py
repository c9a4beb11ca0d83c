from __future__ import annotations
import abc, enum, typing, datetime, collections
from dataclasses import dataclass, field
from typing import Optional, List, Dict, NamedTuple, Generic, TypeVar, Any, Tuple, Callable, Union, Literal, TYPE_CHECKING, Protocol, TypedDict
if TYPE_CHECKING:
    from nowhere import Nothing
T = TypeVar('T')
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2
class Money(NamedTuple):
    amount: int
    currency: str
@dataclass
class Address:
    street: str
    zip: int
@dataclass
class Customer:
    name: str
    home: Address
    work: Address | None
    color: Color
    orders: list[Order]
    parent: Optional[Customer]
    extra: Nothing | None
    money: Money
    when: datetime.date
    d: dict[str, int]
    t: tuple[int, str]
    cb: Callable[[int], int]
    lit: Literal['a', 'b']
    u: Union[int, str]
    a: Any
@dataclass
class Order:
    number: int
    customer: Customer
class Box(Generic[T]):
    def __init__(self, item: T):
        self.item = item
class Plain:
    def __init__(self, a, b, c=3):
        self.a = a; self.b = b; self.c = c
class NeedsText:
    def __init__(self, a):
        self.a = a.upper()
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
class Circle(Shape):
    def area(self): return 1
    def __init__(self, r: float): self.r = r
class Drawing:
    def __init__(self, shape: Shape): self.shape = shape
class Proto(Protocol):
    x: int
class Movie(TypedDict):
    name: str
    year: int
class Err(Exception):
    def __init__(self, code: int):
        super().__init__(code); self.code = code
class Stack(list):
    pass
class Id(int):
    pass
class Node:
    def __init__(self, left: Node | None, right: Node | None): self.left = left; self.right = right
class Loop:
    def __init__(self, other: Loop): self.other = other
orders = [Plain(1, 2)]
def make(n=1): return Plain(n, n)
class Outer:
    class Inner:
        def __init__(self, a: Color): self.a = a
