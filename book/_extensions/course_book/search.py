"""Русский поиск, для которого «ё» и «е» — одна буква.

Основы слов считает стеммер Snowball, на сборке и в браузере одинаково. «Ё» заменяется на «е»
с обеих сторон: в указателе — здесь, в запросе — в ``splitQuery``.
"""

from sphinx.search import languages
from sphinx.search.ru import SearchRussian

SPLIT_QUERY = r"""
var splitQuery = (query) => query
    .replaceAll("ё", "е").replaceAll("Ё", "Е")
    .split(/[^\p{Letter}\p{Number}_]+/gu)
    .filter((term) => term);
"""


class RussianSearch(SearchRussian):
    """Стеммер Sphinx, которому «ё» безразлична."""

    js_splitter_code = SPLIT_QUERY

    def stem(self, word):
        """Основа слова."""
        return super().stem(word.lower().replace("ё", "е"))


def setup(app):
    """Заменяет русский язык поиска."""
    languages["ru"] = RussianSearch
