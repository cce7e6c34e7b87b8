"""Все пункты лекции учтены, и места, где они объяснены, существуют."""

import re

import yaml

from tests.book.prose import BOOK

COVERAGE = yaml.safe_load((BOOK / "coverage.yml").read_text("utf-8"))
LAST_ITEM = 61


def test_every_item_is_either_taught_or_openly_pending():
    taught, pending = set(COVERAGE["taught"]), set(COVERAGE["pending"])
    assert taught | pending == set(range(1, LAST_ITEM + 1))
    assert taught & pending == set()


def test_places_where_items_are_taught_exist(site):
    missing = []
    for item, places in COVERAGE["taught"].items():
        assert places, item
        for place in places:
            page, anchor = place.split("#")
            html = (site / "book" / f"{page}.html").read_text("utf-8")
            if not re.search(rf'id="{re.escape(anchor)}"', html):
                missing.append((item, place))
    assert missing == []
