"""Объекты решения и объекты проверки."""

GIVEN = {
    "a_frozen_model": """
class Backbone(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.features = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU())
        self.fc = torch.nn.Linear(8, 10)
    def forward(self, x):
        return self.fc(self.features(x))
""",
}

PAIRS = {
    "an_exception_raised_by_the_test": (
        """
class Stop(Exception):
    def __init__(self, code):
        self.code = code
def guard(f):
    try:
        return f()
    except Stop as s:
        return s.code
""",
        """
def bad():
    raise Stop(7)
assert guard(bad) == 7
assert guard(lambda: 3) == 3
e = Stop(5)
assert e.code == 5
""",
    ),
    "fields_of_a_dataclass": (
        """
from dataclasses import dataclass, field

@dataclass(order=True)
class Student:
    score: float
    name: str = field(compare=False)
    tags: list = field(default_factory=list, compare=False)
""",
        """
import dataclasses
a, b = Student(4.5, "Аня"), Student(3.0, "Боря")
assert dataclasses.is_dataclass(Student)
assert [f.name for f in dataclasses.fields(Student)] == ["score", "name", "tags"]
assert max(a, b).name == "Аня" and a > b
assert sorted([a, b])[0] is b
a.tags.append(1)
assert b.tags == [] and a.tags == [1]
assert repr(b) == "Student(score=3.0, name='Боря', tags=[])"
assert Student(1.0, "а") == Student(1.0, "б")
""",
    ),
    "a_dataclass_as_a_dict": (
        """
from dataclasses import dataclass
@dataclass
class Pt:
    x: int
    y: int = 0
""",
        """
import dataclasses
assert dataclasses.asdict(Pt(1, 2)) == {"x": 1, "y": 2}
assert dataclasses.astuple(Pt(1)) == (1, 0)
""",
    ),
    "an_ordered_dict": (
        """
from collections import OrderedDict
class LRU:
    def __init__(self, size):
        self.size = size
        self.data = OrderedDict()
    def get(self, key, default=None):
        if key not in self.data:
            return default
        self.data.move_to_end(key)
        return self.data[key]
    def put(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        if len(self.data) > self.size:
            self.data.popitem(last=False)
    def __len__(self):
        return len(self.data)
    def __contains__(self, key):
        return key in self.data
""",
        """
c = LRU(2)
c.put("a", 1)
c.put("b", 2)
assert c.get("a") == 1
c.put("c", 3)
assert "b" not in c and "a" in c and len(c) == 2
assert c.get("b") is None and c.get("b", -1) == -1
assert list(c.data) == ["a", "c"]
assert c.get("a") == 1 and list(c.data.keys()) == ["c", "a"]
""",
    ),
    "objects_of_the_test": (
        """
def total_area(shapes):
    return sum(s.area() for s in shapes)
def describe(o):
    return f"{o.name}: {o.price:.1f}"
def to_dict(o):
    return dict(vars(o))
""",
        """
from types import SimpleNamespace
from dataclasses import dataclass
class Sq:
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
assert total_area([Sq(1), Sq(2)]) == 5
assert describe(SimpleNamespace(name="чай", price=2)) == "чай: 2.0"
@dataclass
class Item:
    name: str
    price: float
assert describe(Item("кофе", 3.25)) == "кофе: 3.2"
""",
    ),
    "observers": (
        """
class Subject:
    def __init__(self):
        self._subs = []
    def attach(self, s):
        if s not in self._subs:
            self._subs.append(s)
    def detach(self, s):
        self._subs.remove(s)
    def notify(self, event):
        for s in self._subs:
            s.update(event)
""",
        """
class Spy:
    def __init__(self):
        self.events = []
    def update(self, e):
        self.events.append(e)
a, b = Spy(), Spy()
s = Subject()
s.attach(a); s.attach(b); s.attach(a)
s.notify(1)
s.detach(b)
s.notify({"k": 2})
assert a.events == [1, {"k": 2}] and b.events == [1]
""",
    ),
    "a_frozen_model": (
        """
def finetune(model, classes):
    for p in model.parameters():
        p.requires_grad = False
    model.fc = torch.nn.Linear(8, classes)
    return model
""",
        """
m = finetune(Backbone(), 3)
assert m(torch.zeros(2, 4)).shape == (2, 3)
assert all(not p.requires_grad for p in m.features.parameters())
assert all(p.requires_grad for p in m.fc.parameters())
assert isinstance(m, Backbone)
src = Backbone()
out = finetune(src, 5)
assert out is src and src.fc.out_features == 5
m(torch.ones(1, 4)).sum().backward()
assert m.features[0].weight.grad is None and m.fc.weight.grad is not None
""",
    ),
}

WRONG = {
    "an_exception_raised_by_the_test": """
class Stop(Exception):
    def __init__(self, code):
        self.code = code
def guard(f):
    try:
        return f()
    except Stop:
        return 0
""",
    "fields_of_a_dataclass": """
class Student:
    def __init__(self, score, name, tags=[]):
        self.score, self.name, self.tags = score, name, tags
""",
    "a_dataclass_as_a_dict": """
class Pt:
    def __init__(self, x, y=0):
        self.x, self.y = x, y
""",
    "an_ordered_dict": """
class LRU:
    def __init__(self, size):
        self.size = size
        self.data = {}
    def get(self, key, default=None):
        return self.data.get(key, default)
    def put(self, key, value):
        self.data[key] = value
        if len(self.data) > self.size:
            self.data.pop(next(iter(self.data)))
    def __len__(self):
        return len(self.data)
    def __contains__(self, key):
        return key in self.data
""",
    "objects_of_the_test": """
def total_area(shapes):
    return len(shapes)
def describe(o):
    return o.name
def to_dict(o):
    return {}
""",
    "observers": """
class Subject:
    def __init__(self):
        self._subs = []
    def attach(self, s):
        self._subs.append(s)
    def detach(self, s):
        self._subs.remove(s)
    def notify(self, event):
        for s in self._subs:
            s.update(event)
""",
    "a_frozen_model": """
def finetune(model, classes):
    model.fc = torch.nn.Linear(8, classes)
    return model
""",
}
