"""Нападение: файлы, которые кто-нибудь исполнит при запуске, — в работе и во время проверки."""

# %% base ../_probe

# %% extra after=setup
import os

names = ("sitecustomize.py", "usercustomize.py", "conftest.py", "evil.pth", "ipython_config.py", "matplotlibrc",
         "pytest.ini", "setup.cfg", "numpy/__init__.py", "random.py", "_collections_abc.py", "torch.abi3.so")
for folder in (".", "/tmp", "/tmp/ipython/profile_default/startup", "/tmp/.ipython/profile_default/startup",
               "/tmp/.local/lib/python3.11/site-packages", "/tmp/.config/matplotlib"):
    for name in names:
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").write("raise SystemExit('ПРОРЫВ')")
os.environ.update(PYTHONSTARTUP="/tmp/random.py", PYTHONPATH="/tmp", HOME=".", IPYTHONDIR="/tmp/ipython")

# %% smooth
def smooth(x, kernel):
    for name in names:
        open(name.replace("/", "_"), "w").write("raise SystemExit")
    result = np.zeros(len(x) + len(kernel) - 1)
    for i, a in enumerate(x):
        result[i : i + len(kernel)] += a * kernel
    return result
