"""Оформление литературы: авторы, название, издание, год — без английских союзов."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as Unsorted
from pybtex.style.formatting.unsrt import pages, toplevel
from pybtex.style.template import field, first_of, join, names, optional, sentence, tag, words


class RussianStyle(Unsorted):
    """Один образец для всех видов записей."""

    def format_names(self, role, as_sentence=True):
        """Имена через запятую."""
        formatted = names(role, sep=", ", sep2=", ", last_sep=", ")
        return sentence[formatted] if as_sentence else formatted

    def get_any_template(self, entry):
        """Авторы. *Название*. Издание, том(номер), страницы, год."""
        container = first_of[
            optional[field("journal")],
            optional[field("booktitle")],
            optional[field("publisher")],
            optional[field("howpublished")],
        ]
        volume = optional[words["т.", join[field("volume"), optional["(", field("number"), ")"]]]]
        return toplevel[
            optional[self.format_names("author")],
            sentence[tag("em")[field("title")]],
            sentence[
                optional[container], volume, optional[words["с.", pages]], optional[field("year")]
            ],
            optional[sentence[field("note")]],
            self.format_web_refs(entry),
        ]

    get_article_template = get_any_template
    get_book_template = get_any_template
    get_inproceedings_template = get_any_template
    get_misc_template = get_any_template
    get_techreport_template = get_any_template


def setup(app):
    """Регистрирует стиль под именем course."""
    register_plugin("pybtex.style.formatting", "course", RussianStyle)
