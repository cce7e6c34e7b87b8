"""Таблицы, массивы, тензоры и рисунки."""

PAIRS = {
    "a_sorted_frame": (
        """
def top(df, n):
    return df.sort_values("v", ascending=False).head(n)
""",
        """
df = pandas.DataFrame({"k": list("abc"), "v": [1, 3, 2]})
r = top(df, 2)
assert r.shape == (2, 2) and list(r["k"]) == ["b", "c"] and list(r.index) == [1, 2]
pandas.testing.assert_frame_equal(r, df.loc[[1, 2]])
assert r.equals(df.loc[[1, 2]])
""",
    ),
    "a_series": (
        """
def g(df):
    return df.groupby("k")["v"].mean()
""",
        """
df = pandas.DataFrame({"k": list("aab"), "v": [1.0, 3.0, 5.0]})
s = g(df)
assert isinstance(s, pandas.Series) and s["a"] == 2 and s.index.name == "k" and s.name == "v"
pandas.testing.assert_series_equal(s, df.groupby("k")["v"].mean())
""",
    ),
    "a_frame_with_two_indices": (
        """
def g(df):
    return df.groupby(["k", "m"]).sum()
""",
        """
df = pandas.DataFrame({"k": list("aab"), "m": [1, 2, 1], "v": [1.0, 3.0, 5.0]})
pandas.testing.assert_frame_equal(g(df), df.groupby(["k", "m"]).sum())
""",
    ),
    "a_frame_of_times": (
        """
def g():
    return pandas.DataFrame({"v": range(3)}, index=pandas.date_range("2020-01-01", periods=3))
""",
        """
r = g()
pandas.testing.assert_frame_equal(
    r,
    pandas.DataFrame({"v": range(3)}, index=pandas.date_range("2020-01-01", periods=3)),
    check_freq=False,
)
assert isinstance(r.index, pandas.DatetimeIndex)
""",
    ),
    "a_frame_changed_in_place": (
        """
def g(df):
    df["z"] = df["v"] * 2
""",
        """
df = pandas.DataFrame({"v": [1, 2]})
g(df)
assert df["z"].tolist() == [2, 4]
""",
    ),
    "labels_of_a_plot": (
        """
def draw(x, y):
    fig, ax = plt.subplots()
    ax.plot(x, y, "r--", label="l")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.legend()
    ax.grid(True)
    return fig, ax
""",
        """
fig, ax = draw([1, 2], [3, 4])
assert ax.get_xlabel() == "x" and len(ax.lines) == 1
x, y = ax.lines[0].get_data()
assert list(x) == [1, 2] and list(y) == [3, 4]
assert ax.lines[0].get_color() == "r" and ax.lines[0].get_linestyle() == "--"
assert [t.get_text() for t in ax.get_legend().get_texts()] == ["l"]
assert fig.axes[0] is ax or fig.axes[0] == ax
plt.close(fig)
""",
    ),
    "a_grid_of_plots": (
        """
def draw(img):
    fig, axes = plt.subplots(2, 2)
    for a in axes.flat:
        a.imshow(img)
        a.axis("off")
    return axes
""",
        """
axes = draw(np.eye(3))
assert axes.shape == (2, 2) and len(axes.flat) == 4
assert np.array_equal(axes[0, 0].images[0].get_array(), np.eye(3))
assert len(plt.gcf().axes) == 4
""",
    ),
    "a_saved_plot": (
        """
def save():
    plt.plot([1, 2])
    plt.savefig("p.png")
""",
        """
import os

save()
assert os.path.getsize("p.png") > 100
img = plt.imread("p.png")
assert img.ndim == 3
""",
    ),
    "a_shown_picture": (
        """
from PIL import Image

image = Image.new("RGB", (2, 3))
image
""",
        """
assert image.size == (2, 3)
""",
    ),
    "numpy_testing": (
        """
def f(x):
    return x * 1.0000001
""",
        """
x = np.linspace(0, 1, 5)
np.testing.assert_allclose(f(x), x, rtol=1e-5)
np.testing.assert_array_almost_equal(f(x), x)
np.testing.assert_equal(f(x).shape, (5,))
""",
    ),
    "assert_close": (
        """
def f(x):
    return x * 1.0000001
""",
        """
x = torch.linspace(0, 1, 5)
torch.testing.assert_close(f(x), x)
""",
    ),
    "seeded_generators": (
        """
rng = np.random.default_rng(0)
a = rng.normal(size=3)


def f(rng):
    return rng.integers(0, 10, 5)
""",
        """
assert np.allclose(a, np.random.default_rng(0).normal(size=3))
r = np.random.RandomState(1)
assert (f(np.random.default_rng(2)) == np.random.default_rng(2).integers(0, 10, 5)).all()
assert rng.normal() != 0
""",
    ),
    "data_changed_by_the_test": (
        """
config = {"lr": 0.1}
data = np.zeros(3)


def f():
    return config["lr"], data.sum()
""",
        """
config["lr"] = 0.5
data[0] = 4
assert f() == (0.5, 4)
""",
    ),
}
