"""Классы и их объекты."""

PAIRS = {
    "a_frozen_dataclass": (
        """
from dataclasses import dataclass


@dataclass(frozen=True)
class Q:
    x: int
""",
        """
import dataclasses, pytest

q = Q(1)
with pytest.raises(dataclasses.FrozenInstanceError):
    q.x = 2
assert len({q, Q(1), Q(2)}) == 2 and hash(q) == hash(Q(1))
""",
    ),
    "a_typed_named_tuple": (
        """
from typing import NamedTuple


class N(NamedTuple):
    a: int
    b: str = "x"


def mk():
    return N(1)
""",
        """
n = mk()
assert (
    n == (1, "x") and n.a == 1 and n._fields == ("a", "b") and n._asdict() == {"a": 1, "b": "x"}
)
assert N._fields == ("a", "b") and isinstance(n, tuple)
a, b = n
assert N(2, "y").b == "y" and n._replace(a=5).a == 5
""",
    ),
    "an_enumeration": (
        """
from enum import Enum


class Color(Enum):
    RED = 1
    BLUE = 2


def fav():
    return Color.RED
""",
        """
assert fav() is Color.RED or fav() == Color.RED
assert (
    fav().name == "RED"
    and fav().value == 1
    and [c.name for c in Color] == ["RED", "BLUE"]
    and Color(2) == Color.BLUE
    and Color["RED"] == fav()
    and len(Color) == 2
)
""",
    ),
    "properties": (
        """
class C:
    n = 0

    def __init__(self, r):
        self._r = r
        C.n += 1

    @property
    def area(self):
        return self._r**2

    @area.setter
    def area(self, v):
        self._r = v**0.5

    @staticmethod
    def s():
        return "s"

    @classmethod
    def mk(cls):
        return cls(1)

    def __str__(self):
        return f"C{self._r}"

    def __repr__(self):
        return f"<C {self._r}>"
""",
        """
c = C(2)
assert c.area == 4 and C.s() == "s" and C.mk().area == 1 and C.n == 2
c.area = 9
assert c._r == 3 and str(c) == "C3.0" and repr(c) == "<C 3.0>" and f"{c}" == "C3.0"
assert isinstance(C.area, property)
assert "area" in dir(c) and vars(c) == {"_r": 3.0}
import pytest

with pytest.raises(AttributeError):
    c.zzz
""",
    ),
    "an_iterator_class": (
        """
class R:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i
""",
        """
assert (
    list(R(3)) == [1, 2, 3]
    and sum(R(3)) == 6
    and max(R(4)) == 4
    and [*zip(R(2), "ab")] == [(1, "a"), (2, "b")]
    and next(R(1)) == 1
    and 2 in R(3)
)
""",
    ),
    "a_vector_class": (
        """
import math


class V:
    def __init__(self, *c):
        self.c = c

    def __add__(self, o):
        return V(*[a + b for a, b in zip(self.c, o.c)])

    def __mul__(self, k):
        return V(*[a * k for a in self.c])

    __rmul__ = __mul__

    def __eq__(self, o):
        return isinstance(o, V) and self.c == o.c

    def __hash__(self):
        return hash(self.c)

    def __abs__(self):
        return math.hypot(*self.c)

    def __bool__(self):
        return any(self.c)

    def __neg__(self):
        return self * -1

    def __getitem__(self, i):
        return self.c[i]

    def __len__(self):
        return len(self.c)

    def __call__(self, x):
        return x

    def __contains__(self, x):
        return x in self.c

    def __lt__(self, o):
        return abs(self) < abs(o)
""",
        """
a, b = V(1, 2), V(3, 4)
assert (
    a + b == V(4, 6)
    and 2 * a == a * 2 == V(2, 4)
    and abs(b) == 5
    and not V(0, 0)
    and -a == V(-1, -2)
)
assert (
    a[0] == 1
    and len(a) == 2
    and list(a) == [1, 2]
    and a(7) == 7
    and 3 in b
    and {a: 1}[V(1, 2)] == 1
    and sorted([b, a]) == [a, b]
    and a < b
    and max(a, b) == b
)
assert a != 5 and a != b and sum([a, b], V(0, 0)) == V(4, 6)
x, y = a
assert (x, y) == (1, 2)
""",
    ),
    "a_context_class": (
        """
class T:
    def __enter__(self):
        self.on = True
        return self

    def __exit__(self, *e):
        self.on = False
        return e[0] is ValueError
""",
        """
with T() as t:
    assert t.on
assert not t.on
with T():
    raise ValueError
""",
    ),
    "a_default_dict": (
        """
from collections import defaultdict


def f():
    d = defaultdict(list)
    d["a"].append(1)
    return d
""",
        """
d = f()
assert d == {"a": [1]} and isinstance(d, dict) and d["zz"] == []
""",
    ),
    "a_linked_list": (
        """
class Node:
    def __init__(self, v, next=None):
        self.v = v
        self.next = next


class LL:
    def __init__(self):
        self.head = None

    def push(self, v):
        self.head = Node(v, self.head)

    def __iter__(self):
        n = self.head
        while n:
            yield n.v
            n = n.next

    def __len__(self):
        return sum(1 for _ in self)
""",
        """
l = LL()
for i in range(3):
    l.push(i)
assert list(l) == [2, 1, 0] and len(l) == 3 and l.head.v == 2 and l.head.next.next.next is None
""",
    ),
    "a_deep_copy": (
        """
class G:
    def __init__(self):
        self.a = [1]
""",
        """
import copy

g = G()
h = copy.deepcopy(g)
h.a.append(2)
assert g.a == [1] and h.a == [1, 2]
""",
    ),
    "a_list_inside_an_object": (
        """
class G:
    def __init__(self):
        self.a = [1]

    def n(self):
        return len(self.a)
""",
        """
g = G()
g.a.append(5)
assert g.n() == 2 and g.a == [1, 5]
""",
    ),
    "a_dataset": (
        """
class DS(torch.utils.data.Dataset):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        return torch.tensor([float(i)]), i % 2
""",
        """
ds = DS(10)
assert len(ds) == 10 and ds[3][1] == 1
from torch.utils.data import DataLoader

bs = list(DataLoader(ds, batch_size=4))
assert len(bs) == 3 and bs[0][0].shape == (4, 1)
""",
    ),
}
