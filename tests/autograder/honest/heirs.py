"""Классы из условия, их наследники и свои родословные."""

GIVEN = {
    "an_heir_of_an_abstract_class": """
from abc import ABC, abstractmethod

class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def describe(self):
        return f"{type(self).__name__}: {self.area():.2f}"
""",
    "an_heir_of_a_mixin": """
class LogMixin:
    def log(self, text):
        if not hasattr(self, "lines"):
            self.lines = []
        self.lines.append(f"{self.prefix()}: {text}")
    def prefix(self):
        return "log"
""",
    "an_heir_of_an_estimator": """
class Model:
    def fit(self, x):
        raise NotImplementedError
    def fit_predict(self, x):
        return self.fit(x).predict(x)
""",
    "an_heir_of_a_module": """
class Base(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(2.0))
    def count(self):
        return sum(p.numel() for p in self.parameters())
""",
    "an_heir_of_a_dataclass": """
from dataclasses import dataclass, field
@dataclass
class Event:
    at: int
    tags: list = field(default_factory=list)
    def shift(self, d):
        return type(self)(self.at + d, self.tags)
""",
    "given_tuples_and_enumerations": """
from collections import namedtuple
from dataclasses import dataclass
from enum import Enum
Point = namedtuple("Point", "x y")
@dataclass
class Item:
    name: str
    price: float = 1.0
class Color(Enum):
    RED = 1
    BLUE = 2
""",
}

PAIRS = {
    "an_heir_of_an_abstract_class": (
        """
class Circle(Shape):
    def __init__(self, r):
        self.r = r
    def area(self):
        return 3.141592653589793 * self.r ** 2
""",
        """
c = Circle(2)
assert isinstance(c, Shape)
assert issubclass(Circle, Shape)
assert c.describe() == "Circle: 12.57"
assert Circle.__bases__ == (Shape,)
with pytest.raises(TypeError):
    Shape()
""",
    ),
    "an_heir_of_a_mixin": (
        """
class Service(LogMixin):
    def prefix(self):
        return super().prefix().upper()
    def run(self):
        self.log("старт")
        return self
""",
        """
s = Service()
assert s.run() is s
assert s.lines == ["LOG: старт"]
assert Service.__mro__[1] is LogMixin
assert Service.prefix is not LogMixin.prefix
assert LogMixin.prefix(s) == "log"
""",
    ),
    "an_heir_of_an_estimator": (
        """
class Mean(Model):
    def fit(self, x):
        self.m_ = float(np.mean(x))
        return self
    def predict(self, x):
        return np.full(len(x), self.m_)
""",
        """
m = Mean()
np.testing.assert_allclose(m.fit_predict(np.array([1.0, 2, 6])), [3, 3, 3])
assert m.m_ == 3 and hasattr(m, "m_")
assert not hasattr(Mean(), "m_")
assert m.fit(np.zeros(2)) is m
""",
    ),
    "an_heir_of_a_module": (
        """
class Mine(Base):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(3, 1)
    def forward(self, x):
        return self.scale * self.fc(x)
""",
        """
m = Mine()
assert isinstance(m, Base) and issubclass(Mine, torch.nn.Module)
assert m.count() == 5
y = m(torch.ones(2, 3)).sum()
y.backward()
assert m.scale.grad is not None and m.fc.bias.grad.item() == pytest.approx(4)
assert "scale" in dict(m.named_parameters())
""",
    ),
    "an_heir_of_a_dataclass": (
        """
@dataclass
class Meeting(Event):
    room: str = "101"
    def shift(self, d):
        m = super().shift(d)
        m.room = self.room
        return m
def first(events):
    return min(events, key=lambda e: e.at)
""",
        """
m = Meeting(5, room="202")
assert isinstance(m, Event) and m.shift(3).at == 8 and m.shift(1).room == "202"
assert repr(m) == "Meeting(at=5, tags=[], room='202')"
assert m == Meeting(5, [], "202")
assert first([Event(3), Event(1), m]) == Event(1)
e = Event(9)
assert first([e]) is e
""",
    ),
    "given_tuples_and_enumerations": (
        """
def mirror(p):
    return p._replace(x=-p.x)
def sale(items, k):
    return [Item(i.name, i.price * k) for i in items]
def flip(c):
    return Color.BLUE if c is Color.RED else Color.RED
def center(ps):
    return Point(sum(p.x for p in ps) / len(ps), sum(p.y for p in ps) / len(ps))
""",
        """
assert mirror(Point(1, 2)) == Point(-1, 2)
assert isinstance(mirror(Point(1, 2)), Point)
assert sale([Item("a", 10)], 0.5) == [Item("a", 5)]
assert flip(Color.RED) is Color.BLUE and flip(Color.BLUE) == Color.RED
assert center([Point(0, 0), Point(2, 4)]).y == 2
assert {Color.RED: "к"}[flip(Color.BLUE)] == "к"
""",
    ),
    "an_own_abstract_class": (
        """
from abc import ABC, abstractmethod

class Animal(ABC):
    def __init__(self, name):
        self.name = name
    @abstractmethod
    def speak(self):
        pass

class Dog(Animal):
    def speak(self):
        return f"{self.name}: гав"
""",
        """
import inspect
assert inspect.isabstract(Animal)
assert Animal.__abstractmethods__ == {"speak"}
with pytest.raises(TypeError):
    Animal("x")
assert Dog("Рекс").speak() == "Рекс: гав"
assert issubclass(Dog, Animal)
""",
    ),
    "the_type_of_an_object": (
        """
class Cat:
    legs = 4
    def __init__(self, name="Мурка"):
        self.name = name
def make():
    return Cat()
""",
        """
c = make()
assert type(c) is Cat
assert type(c) == Cat
assert type(c).__name__ == "Cat"
assert c.__dict__ == {"name": "Мурка"}
assert Cat.legs == 4 and "legs" not in c.__dict__
Cat.legs = 3
assert c.legs == 3
""",
    ),
    "a_family_of_exceptions": (
        """
class BankError(Exception):
    '''Базовая.'''
class NotEnough(BankError):
    def __init__(self, need, have):
        super().__init__(f"нужно {need}, есть {have}")
        self.need, self.have = need, have
    @property
    def lack(self):
        return self.need - self.have
class Account:
    def __init__(self, money=0):
        self.money = money
    def withdraw(self, n):
        if n > self.money:
            raise NotEnough(n, self.money)
        self.money -= n
""",
        """
a = Account(10)
with pytest.raises(NotEnough) as e:
    a.withdraw(30)
assert e.value.lack == 20
assert issubclass(NotEnough, BankError) and issubclass(BankError, Exception)
try:
    a.withdraw(11)
except BankError as err:
    assert "11" in str(err) and err.args == ("нужно 11, есть 10",)
else:
    raise AssertionError("исключения нет")
a.withdraw(10)
assert a.money == 0
""",
    ),
}

WRONG = {
    "an_heir_of_an_abstract_class": """
class Circle:
    def __init__(self, r):
        self.r = r
    def area(self):
        return 3.141592653589793 * self.r ** 2
    def describe(self):
        return f"Circle: {self.area():.2f}"
""",
    "an_heir_of_a_mixin": """
class Service(LogMixin):
    def run(self):
        self.log("старт")
        return self
""",
    "an_heir_of_an_estimator": """
class Mean(Model):
    def fit(self, x):
        self.m_ = float(np.median(x))
        return self
    def predict(self, x):
        return np.full(len(x), self.m_)
""",
    "an_heir_of_a_module": """
class Mine(Base):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(3, 1)
    def forward(self, x):
        return self.fc(x)
""",
    "an_heir_of_a_dataclass": """
class Meeting(Event):
    room = "101"
def first(events):
    return events[0]
""",
    "given_tuples_and_enumerations": """
def mirror(p):
    return (-p.x, p.y)
def sale(items, k):
    return [Item(i.name, i.price) for i in items]
def flip(c):
    return c
def center(ps):
    return ps[0]
""",
    "an_own_abstract_class": """
class Animal:
    def __init__(self, name):
        self.name = name
    def speak(self):
        raise NotImplementedError
class Dog(Animal):
    def speak(self):
        return f"{self.name}: гав"
""",
    "the_type_of_an_object": """
class Cat:
    def __init__(self, name="Мурка"):
        self.name = name
        self.legs = 4
def make():
    return Cat()
""",
    "a_family_of_exceptions": """
class BankError(Exception):
    pass
class NotEnough(Exception):
    def __init__(self, need, have):
        super().__init__(f"нужно {need}, есть {have}")
        self.lack = need - have
class Account:
    def __init__(self, money=0):
        self.money = money
    def withdraw(self, n):
        if n > self.money:
            raise NotEnough(n, self.money)
        self.money -= n
""",
}
