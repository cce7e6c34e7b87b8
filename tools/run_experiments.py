"""Выполнить долгие опыты и записать их итоги в ``lessons/experiments/results``.

python tools/run_experiments.py                 # все
python tools/run_experiments.py depth           # один
"""

import argparse

from lessons.experiments.stored import LONG, run_and_store, stored_result


def main():
    parser = argparse.ArgumentParser(description="Выполнить долгие опыты и записать их итоги.")
    parser.add_argument("names", nargs="*", choices=[*LONG, []], help="какие; по умолчанию все")
    for name in parser.parse_args().names or LONG:
        path = run_and_store(name)
        print(f"{path.name}\n{stored_result(name).to_string(index=False)}", flush=True)


if __name__ == "__main__":
    main()
