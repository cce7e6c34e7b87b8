"""Пишет в constraints.txt версии пакетов из .venv, которых нет в requirements.txt."""

import re
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
OWN = {"cnn-course", "pip", "setuptools", "wheel"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    requirements = (ROOT / "requirements.txt").read_text()
    direct = {canonical(name) for name in re.findall(r"^([\w.-]+)==", requirements, re.M)}
    installed = {canonical(d.name): d.version.split("+")[0] for d in distributions()}
    lines = [
        f"{name}=={version}"
        for name, version in sorted(installed.items())
        if name not in direct | OWN and not name.startswith(("nvidia-", "triton", "cuda-"))
    ]
    header = (
        "# Версии пакетов, которые приходят вслед за requirements.txt. Обновляется: make lock.\n"
    )
    (ROOT / "constraints.txt").write_text(header + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
