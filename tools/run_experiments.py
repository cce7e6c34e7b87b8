"""Выполнить долгие опыты и записать их итоги в ``lessons/experiments/results``.

    python tools/run_experiments.py                 # все
    python tools/run_experiments.py depth           # один

Каждое обучение записывается, как только кончилось; прерванная команда, повторенная, продолжает.
"""

import argparse

from lessons.experiments import summary
from lessons.experiments.stored import LONG, run_and_store


def main():
    parser = argparse.ArgumentParser(description="Выполнить долгие опыты и записать их итоги.")
    parser.add_argument("names", nargs="*", choices=[*LONG, []], help="какие; по умолчанию все")
    for name in parser.parse_args().names or LONG:
        table = run_and_store(name)
        print(f"{name}\n{summary(table).to_string()}", flush=True)


if __name__ == "__main__":
    main()
