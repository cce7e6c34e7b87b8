"""Формулы набраны заранее, в MathML: странице отзыва не нужны ни сценарии, ни шрифты, ни сеть.

Набирает KaTeX, тот же, что и в книге; исполняет его Node из пакета playwright. Где его нет,
формула остаётся текстом.
"""

from __future__ import annotations

import atexit
import json
import re
import select
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

MAX_FORMULA = 4000
_SECONDS = 5.0
_ANNOTATION = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)
_PROGRAM = """
const katex = require(process.argv[1]);
require("readline").createInterface({input: process.stdin}).on("line", line => {
  const {tex, display} = JSON.parse(line);
  let page = "";
  try {
    page = katex.renderToString(tex, {
      displayMode: display, output: "mathml", throwOnError: true, strict: "ignore",
      trust: false, maxExpand: 300, maxSize: 20,
    });
  } catch (error) { /* останется текстом */ }
  process.stdout.write(JSON.stringify(page) + "\\n");
});
"""


@cache
def formula(tex: str, display: bool) -> Markup:
    """Формула в MathML; не разобранная остаётся текстом."""
    found = _typeset(tex.strip(), display) if len(tex) <= MAX_FORMULA else ""
    kind = "div" if display else "span"
    if not found:
        return Markup('<{0} class="formula"><code>{1}</code></{0}>').format(kind, tex.strip())
    return Markup('<{0} class="formula">{1}</{0}>').format(kind, Markup(found))


def _typeset(tex: str, display: bool) -> str:
    server = _server()
    if server is None or server.poll() is not None:
        return ""
    try:
        server.stdin.write(json.dumps({"tex": tex, "display": display}) + "\n")
        server.stdin.flush()
        if not select.select([server.stdout], [], [], _SECONDS)[0]:
            server.kill()
            return ""
        return _ANNOTATION.sub("", json.loads(server.stdout.readline()))
    except (OSError, ValueError):
        return ""


@cache
def _server() -> subprocess.Popen | None:
    node, katex = _node(), _katex()
    if node is None or katex is None:
        return None
    server = subprocess.Popen(
        [node, "-e", _PROGRAM, katex],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    atexit.register(server.kill)
    return server


def _node() -> str | None:
    found = find_spec("playwright")
    name = "node.exe" if sys.platform == "win32" else "node"
    for folder in found.submodule_search_locations or () if found else ():
        if (program := Path(folder) / "driver" / name).is_file():
            return str(program)
    return shutil.which("node")


def _katex() -> str | None:
    found = find_spec("sphinxcontrib")
    for folder in found.submodule_search_locations or () if found else ():
        if (script := Path(folder) / "katex.min.js").is_file():
            return str(script)
    return None
