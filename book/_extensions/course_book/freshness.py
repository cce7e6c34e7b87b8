"""Правка в ``lessons`` заставляет заново исполнить главы, которые ею пользуются.

Кэш исполнения сверяет только код самой главы. Если бы изменилась функция из ``lessons``, книга
показывала бы прежние числа и рисунки. Поэтому для каждой главы запоминается отпечаток пакетов
``lessons``, которые она называет, и всего, что называют они.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from jupyter_cache import get_cache

LESSONS = Path(__file__).parents[3] / "lessons"
SOURCES = ("*.py", "*.json", "*.npz", "*.safetensors")


def used_packages(code):
    """Пакеты ``lessons``, названные в коде: ``from lessons.datasets import …`` → datasets."""
    names = set(re.findall(r"\blessons\.(\w+)", code))
    for imported in re.findall(r"^from lessons import (.+)$", code, re.MULTILINE):
        names |= set(re.findall(r"\w+", imported))
    return {name for name in names if (LESSONS / name).is_dir()}


@cache
def package_digest(name):
    """Отпечаток пакета и пакеты, от которых он зависит."""
    digest, needs = hashlib.sha256(), set()
    for pattern in SOURCES:
        for path in sorted((LESSONS / name).rglob(pattern)):
            content = path.read_bytes()
            digest.update(content)
            if path.suffix == ".py":
                needs |= used_packages(content.decode("utf-8"))
    return digest.hexdigest(), frozenset(needs - {name})


def chapter_digest(text):
    """Отпечаток всего, что глава берёт из ``lessons``."""
    seen, queue = {}, sorted(used_packages(text))
    while queue:
        name = queue.pop()
        if name not in seen:
            seen[name], needs = package_digest(name)
            queue.extend(needs)
    return hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()


def _outdated(app, env, added, changed, removed):
    digests = getattr(env, "lessons_digests", {})
    stale = []
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        now = chapter_digest(path.read_text("utf-8"))
        data = path.with_suffix(".yml")  # данные страницы лежат рядом под тем же именем
        if data.exists():
            now += hashlib.sha256(data.read_bytes()).hexdigest()
        if digests.get(docname) not in (None, now):
            stale.append(docname)
            _forget_execution(app, path)
        digests[docname] = now
    env.lessons_digests = digests
    return stale


def _forget_execution(app, path):
    cache_path = app.config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache"
    executed = get_cache(cache_path)
    for record in executed.list_cache_records():
        if Path(record.uri) == path:
            executed.remove_cache(record.pk)


def setup(app):
    """Подключает проверку перед чтением глав."""
    app.connect("env-get-outdated", _outdated)
