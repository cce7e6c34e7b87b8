"""Русские надписи интерфейса: дополняют и исправляют переводы Sphinx и темы.

Каталог — обычный файл gettext ``book/_locales/interface.po``. Он читается при сборке прямо
из текста, поэтому скомпилированный ``.mo`` хранить не нужно, а правка видна в diff.
"""

import json
from pathlib import Path

from babel.messages.pofile import read_po
from sphinx.locale import translators

CATALOG = Path(__file__).parents[2] / "_locales" / "interface.po"


def read_catalog(path=CATALOG):
    """Сообщения каталога, каждое — с исходной строкой, переводом и местами, где нужно."""
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="ru") if message.id]


def _override_translations(app):
    translations = {message.id: message.string for message in read_catalog()}
    for translator in translators.values():
        catalog = getattr(translator, "_catalog", None)
        if catalog is not None:
            catalog.update(translations)


def _messages_of_scripts():
    return {
        message.id: message.string
        for message in read_catalog()
        if any(place.endswith(".js") for place, _ in message.locations)
    }


def setup(app):
    """Подставляет каталог, когда переводы темы уже загружены."""
    app.connect("builder-inited", _override_translations, priority=100)
    for_scripts = json.dumps(_messages_of_scripts(), ensure_ascii=False)
    body = f"Object.assign(Documentation.TRANSLATIONS, {for_scripts});"
    app.add_js_file(None, body=body, priority=900)  # после translations.js самого Sphinx
