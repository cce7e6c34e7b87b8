"""Книга ни о чём не просит чужие сервера."""

from sphinx.util import logging

LOGGER = logging.getLogger(__name__)


def _forget_thebe(app, config):
    """Отключает sphinx-thebe: исполнение кода на чужом сервере книге не нужно.

    Jupyter Book подключает это расширение всегда, и оно вписывает в каждую страницу адрес
    своего скрипта на unpkg и чужого репозитория на Binder.
    """
    for event, listeners in app.events.listeners.items():
        app.events.listeners[event] = [
            listener
            for listener in listeners
            if not listener.handler.__module__.startswith("sphinx_thebe")
        ]
    app.registry.css_files = [file for file in app.registry.css_files if "thebe" not in file[0]]


def _report_foreign_files(app, pagename, templatename, context, doctree):
    for file in [*context.get("script_files", []), *context.get("css_files", [])]:
        if "://" in str(getattr(file, "filename", file) or ""):
            LOGGER.warning("%s: файл с чужого сервера %s", pagename, file)


def setup(app):
    """Убирает лишнее и предупреждает о чужом; предупреждение останавливает сборку."""
    app.connect("config-inited", _forget_thebe)
    app.connect("html-page-context", _report_foreign_files, priority=950)
