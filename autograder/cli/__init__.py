"""Командная строка: одна команда — одно дело, код возврата 0 только если дело сделано."""

from __future__ import annotations

import gettext
import os
import sys
from pathlib import Path

import click

from autograder.wording.console import fail, warn
from autograder.wording.problems import Problem
from autograder.wording.reasons import system_problem

# Слова самой click («Usage», «No such option») берутся из каталога рядом, на любой системе
gettext.bindtextdomain("messages", str(Path(__file__).with_name("locale")))
os.environ["LANGUAGE"] = "ru"

_COMMANDS = {
    "release": "выпустить задание: версия студентов без решений",
    "collect": "разложить присланные работы по каталогам курса",
    "grade": "проверить работы в изоляции и записать оценки",
    "feedback": "написать студентам отзывы",
    "export": "выгрузить оценки: CSV, JSON, XLSX, Moodle",
    "report": "страница о том, как класс справился с заданием или курсом",
    "similarity": "найти похожие работы",
    "audit": "испытать сами проверки испорченными решениями",
    "log": "показать журнал проверки",
    "doctor": "что здесь может изоляция и чего не хватает",
}


class _Commands(click.Group):
    """Подгружает модуль команды, лишь когда она понадобилась."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        from importlib import import_module

        if name not in _COMMANDS:
            return None
        return import_module(f"autograder.cli.{name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Команды"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_Commands,
    commands=dict.fromkeys(_COMMANDS),  # по этим именам click подсказывает, где опечатка
    options_metavar="[КЛЮЧИ]",
    subcommand_metavar="КОМАНДА …",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Подробно о команде: autograder КОМАНДА --help",
)
@click.option(
    "--course",
    metavar="ПУТЬ",
    default=".",
    type=click.Path(path_type=Path),
    help="Каталог курса nbgrader; по умолчанию текущий.",
)
@click.pass_context
def cli(ctx: click.Context, course: Path) -> None:
    """Безопасная и быстрая проверка заданий любого курса nbgrader.

    \b
    Обычный порядок:
      autograder release ЗАДАНИЕ          версия для студентов
      autograder collect ЗАДАНИЕ КАТАЛОГ  принять присланное
      autograder grade ЗАДАНИЕ            проверить
      autograder feedback ЗАДАНИЕ         отзывы студентам
      autograder export --output grades.csv
    """
    ctx.obj = course


def run() -> None:
    """Выполняет команду; понятную ошибку печатает и возвращает код 1."""
    sys.stdout.reconfigure(errors="backslashreplace")  # не всякая кодировка вместит чужое имя
    try:
        sys.exit(cli(prog_name="autograder", standalone_mode=False) or 0)
    except click.ClickException as exc:
        exc.show()
        sys.exit(exc.exit_code)
    except Problem as exc:
        fail(str(exc))
        sys.exit(1)
    except OSError as exc:
        fail(f"Не вышло: {system_problem(exc)}.")
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        warn("Остановлено. Повторите команду, когда захотите: проверенное не проверяется заново.")
        sys.exit(130)
