"""Файлы, команды оболочки и обращение со встроенными именами."""

PAIRS = {
    "files_of_many_kinds": (
        """
import json, csv, os


def save():
    os.makedirs("d", exist_ok=True)
    json.dump({"a": 1}, open("d/x.json", "w"))
    with open("t.csv", "w", newline="") as f:
        csv.writer(f).writerows([[1, 2], [3, 4]])
    np.save("a.npy", np.arange(3))
    np.savez("b.npz", x=np.ones(2))
""",
        """
import json, os

save()
assert json.load(open("d/x.json")) == {"a": 1}
assert open("t.csv").read().split() == ["1,2", "3,4"]
assert np.load("a.npy").tolist() == [0, 1, 2] and np.load("b.npz")["x"].sum() == 2
assert sorted(os.listdir("d")) == ["x.json"]
""",
    ),
    "a_saved_tensor": (
        """
def save(t):
    torch.save({"w": t}, "m.pt")


def load():
    return torch.load("m.pt")
""",
        """
save(torch.ones(2))
assert torch.equal(torch.load("m.pt")["w"], torch.ones(2))
torch.save({"w": torch.zeros(1)}, "m.pt")
assert load()["w"].item() == 0
""",
    ),
    "a_pickled_answer": (
        """
import pickle


def save(x):
    with open("o.pkl", "wb") as f:
        pickle.dump(x, f)
""",
        """
import pickle

save({"a": np.arange(2), "b": [1, (2,)]})
x = pickle.load(open("o.pkl", "rb"))
assert x["a"].tolist() == [0, 1] and x["b"] == [1, (2,)]
""",
    ),
    "a_temporary_file": (
        """
def count(path):
    with open(path) as f:
        return len(f.readlines())
""",
        r"""
import tempfile, os

with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as f:
    f.write("a\nb\n")
assert count(f.name) == 2
os.unlink(f.name)
""",
    ),
    "a_temporary_folder": (
        """
from pathlib import Path


def write(folder):
    (Path(folder) / "o.txt").write_text("x")
""",
        """
import tempfile, os

with tempfile.TemporaryDirectory() as d:
    write(d)
    assert open(os.path.join(d, "o.txt")).read() == "x"
""",
    ),
    "a_stream_argument": (
        """
def w(f):
    f.write("hi")
    print("x", file=f)
""",
        r"""
import io

f = io.StringIO()
w(f)
assert f.getvalue() == "hix\n"
""",
    ),
    "a_shell_command": (
        """
!pip install numpy
x=1
""",
        """
assert x == 1
""",
    ),
    "a_written_module": (
        """
%%writefile mymod.py
def f(): return 5
""",
        """
import mymod

assert mymod.f() == 5
""",
    ),
    "a_captured_cell": (
        """
%%capture out
print('q')
x=1
""",
        """
assert x == 1
""",
    ),
    "shadowed_builtins": (
        """
sum = 0
list = [1]
for i in list:
    sum += i


def f(x):
    return x
""",
        """
assert sum == 1 and list == [1] and f(2) == 2
""",
    ),
    "a_broken_builtin": (
        """
import builtins

builtins.sum = None


def f(x):
    return x + 1
""",
        """
import builtins

assert f(1) == 2
""",
    ),
}
