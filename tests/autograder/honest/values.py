"""Значения библиотек, базы и потоки."""

GIVEN = {
    "an_optimum": """
from scipy import optimize, stats, sparse, signal
""",
    "a_database": """
import sqlite3
def make_db():
    con = sqlite3.connect(":memory:")
    con.executescript("create table s(id integer primary key, name text, score real);"
                      "insert into s(name, score) values ('Аня', 4.5), ('Боря', 3.0);")
    return con
""",
}

PAIRS = {
    "a_bounded_deque": (
        """
from collections import Counter, OrderedDict, ChainMap, deque
def words(text):
    return Counter(text.lower().split())
def last(n):
    return deque(maxlen=n)
def settings(user, default):
    return ChainMap(user, default)
""",
        """
w = words("Кот кот пёс")
assert w.most_common(1) == [("кот", 2)]
assert isinstance(w, Counter) and w["слон"] == 0
assert w + words("пёс") == Counter({"кот": 2, "пёс": 2})
d = last(2)
d.extend([1, 2, 3])
assert list(d) == [2, 3] and d.maxlen == 2
d.appendleft(9)
assert d[0] == 9 and len(d) == 2
s = settings({"a": 1}, {"a": 5, "b": 2})
assert s["a"] == 1 and s["b"] == 2 and dict(s) == {"a": 1, "b": 2}
""",
    ),
    "bytes_and_views": (
        """
import struct
def pack(points):
    return struct.pack("<I", len(points)) + b"".join(struct.pack("<2f", *p) for p in points)
def unpack(data):
    n, = struct.unpack_from("<I", data)
    return [struct.unpack_from("<2f", data, 4 + 8 * i) for i in range(n)]
def xor(data, key):
    return bytes(b ^ key for b in data)
""",
        """
d = pack([(1, 2), (3, 4)])
assert isinstance(d, bytes) and len(d) == 20
assert unpack(d) == [(1, 2), (3, 4)]
assert xor(xor(b"abc", 7), 7) == b"abc"
assert unpack(bytearray(d)) == unpack(memoryview(d))
with pytest.raises(Exception):
    unpack(b"")
""",
    ),
    "records": (
        """
def table(names, ages):
    out = np.zeros(len(names), dtype=[("name", "U10"), ("age", "i4")])
    out["name"] = names
    out["age"] = ages
    return out
""",
        """
t = table(["Аня", "Боря"], [20, 30])
assert t.dtype.names == ("name", "age")
assert t["age"].mean() == 25
assert t[0]["name"] == "Аня"
assert np.sort(t, order="age")[-1]["name"] == "Боря"
""",
    ),
    "a_frame_in_a_stream": (
        """
def load(path):
    return pandas.read_csv(path, sep=";", decimal=",", index_col="id")
def save(df, path):
    df.to_csv(path)
""",
        r"""
open('data.csv', 'w', encoding='utf-8').write('id;name;score\n1;Аня;4,5\n2;Боря;3,0\n')
df = load("data.csv")
assert df.loc[2, "name"] == "Боря" and df["score"].dtype == float
assert df.index.name == "id"
save(df, "out.csv")
back = pandas.read_csv("out.csv", index_col="id")
pandas.testing.assert_frame_equal(df, back)
import io
buf = io.StringIO()
save(df, buf)
assert buf.getvalue().splitlines()[0] == "id,name,score"
assert load(io.StringIO("id;name;score\n7;Z;1,5\n")).loc[7, "score"] == 1.5
""",
    ),
    "pixels_of_a_figure": (
        """
def draw():
    fig = plt.figure(figsize=(2, 2), dpi=50)
    ax = fig.add_axes([0, 0, 1, 1])
    ax.set_facecolor("red")
    ax.set_xticks([]); ax.set_yticks([])
    return fig
""",
        """
fig = draw()
fig.canvas.draw()
img = np.asarray(fig.canvas.buffer_rgba())
assert img.shape[:2] == (100, 100)
assert img[50, 50, :3].tolist() == [255, 0, 0]
""",
    ),
    "a_picture": (
        """
from PIL import Image, ImageDraw
def stamp(size, box):
    im = Image.new("RGB", size, "white")
    ImageDraw.Draw(im).rectangle(box, fill=(255, 0, 0))
    return im
def thumb(im):
    im.thumbnail((5, 5))
""",
        """
from PIL import Image
im = stamp((10, 8), (0, 0, 4, 3))
assert im.size == (10, 8) and im.mode == "RGB"
a = np.array(im)
assert a.shape == (8, 10, 3) and a[0, 0].tolist() == [255, 0, 0] and a[7, 9].tolist() == [255] * 3
assert im.getpixel((0, 0)) == (255, 0, 0)
assert isinstance(im, Image.Image)
b = Image.new("L", (20, 10))
thumb(b)
assert b.size[0] == 5 and b.size[1] in (2, 3)
""",
    ),
    "an_optimum": (
        """
def rosen(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2
def solve(f, x0):
    return optimize.minimize(f, x0, method="Nelder-Mead")
def eye(n):
    return sparse.eye(n, format="csr")
def dist(mu):
    return stats.norm(loc=mu)
""",
        """
r = solve(rosen, [0.0, 0.0])
assert r.success and np.allclose(r.x, 1, atol=1e-2)
assert r["fun"] < 1e-4
r2 = optimize.minimize(rosen, [0, 0], method="Nelder-Mead")
assert np.allclose(r2.x, 1, atol=1e-2)
s = eye(3)
assert sparse.issparse(s) and s.shape == (3, 3) and s.nnz == 3
assert np.allclose(s.toarray(), np.eye(3))
d = dist(2)
assert d.mean() == 2 and d.cdf(2) == pytest.approx(0.5)
""",
    ),
    "time_zones": (
        """
from datetime import datetime
from zoneinfo import ZoneInfo
def local(dt, name):
    return dt.astimezone(ZoneInfo(name))
""",
        """
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
r = local(datetime(2024, 7, 1, 12, tzinfo=timezone.utc), "Europe/Berlin")
assert r.hour == 14
assert r.tzinfo == ZoneInfo("Europe/Berlin")
assert r.tzname() == "CEST"
assert local(datetime(2024, 7, 1, 12, tzinfo=ZoneInfo("Asia/Tokyo")), "UTC").hour == 3
""",
    ),
    "a_database": (
        """
QUERY = "select name from s where score > 4 order by name"
def top(con, limit):
    return con.execute("select name, score from s order by score desc limit ?", (limit,)).fetchall()
def add(con, name, score):
    con.execute("insert into s(name, score) values (?, ?)", (name, score))
    con.commit()
""",
        """
con = make_db()
assert con.execute(QUERY).fetchall() == [("Аня",)]
assert top(con, 1) == [("Аня", 4.5)]
add(con, "Вера", 5.0)
assert con.execute("select count(*) from s").fetchone()[0] == 3
assert top(con, 2)[0] == ("Вера", 5.0)
con.close()
""",
    ),
    "threads": (
        """
import threading, queue
from concurrent.futures import ThreadPoolExecutor
class SafeCounter:
    def __init__(self):
        self.n = 0
        self._lock = threading.Lock()
    def inc(self):
        with self._lock:
            self.n += 1
def pmap(f, xs):
    with ThreadPoolExecutor(4) as ex:
        return list(ex.map(f, xs))
""",
        """
import threading
c = SafeCounter()
ts = [threading.Thread(target=lambda: [c.inc() for _ in range(50)]) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
assert c.n == 200
assert pmap(abs, [-1, 2, -3]) == [1, 2, 3]
assert pmap(lambda x: x * 2, range(5)) == [0, 2, 4, 6, 8]
""",
    ),
    "a_decorator_of_the_test": (
        """
import functools
def repeat(n):
    def deco(f):
        @functools.wraps(f)
        def inner(*a, **k):
            return [f(*a, **k) for _ in range(n)]
        return inner
    return deco
""",
        """
@repeat(3)
def hi(name, *, end="!"):
    '''Здоровается.'''
    return name + end

assert hi("я", end="?") == ["я?"] * 3
assert hi.__name__ == "hi" and hi.__doc__ == "Здоровается."
assert hi.__wrapped__("b") == "b!"
""",
    ),
}

WRONG = {
    "a_bounded_deque": """
from collections import Counter, OrderedDict, ChainMap, deque
def words(text):
    return Counter(text.split())
def last(n):
    return deque()
def settings(user, default):
    return {**user, **default}
""",
    "bytes_and_views": """
def pack(points):
    return b""
def unpack(data):
    return []
def xor(data, key):
    return data
""",
    "records": """
def table(names, ages):
    out = np.zeros(len(names), dtype=[("name", "U1"), ("age", "i4")])
    out["name"] = names
    out["age"] = ages
    return out
""",
    "a_frame_in_a_stream": """
def load(path):
    return pandas.read_csv(path, sep=";", index_col="id")
def save(df, path):
    df.to_csv(path)
""",
    "pixels_of_a_figure": """
def draw():
    fig = plt.figure(figsize=(2, 2), dpi=50)
    return fig
""",
    "a_picture": """
from PIL import Image, ImageDraw
def stamp(size, box):
    return Image.new("RGB", size, "red")
def thumb(im):
    im.resize((5, 5))
""",
    "an_optimum": """
def rosen(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x) ** 2 + 1
def solve(f, x0):
    return optimize.minimize(f, x0, method="Nelder-Mead")
def eye(n):
    return sparse.eye(n, format="csr")
def dist(mu):
    return stats.norm(loc=mu)
""",
    "time_zones": """
def local(dt, name):
    return dt
""",
    "a_database": """
QUERY = "select name from s"
def top(con, limit):
    return con.execute("select name, score from s limit ?", (limit,)).fetchall()
def add(con, name, score):
    con.execute("insert into s(name, score) values (?, ?)", (name, score))
""",
    "threads": """
class SafeCounter:
    def __init__(self):
        self.n = 0
    def inc(self):
        self.n = 1
def pmap(f, xs):
    return []
""",
    "a_decorator_of_the_test": """
def repeat(n):
    def deco(f):
        def inner(*a, **k):
            return [f(*a, **k) for _ in range(n)]
        return inner
    return deco
""",
}
