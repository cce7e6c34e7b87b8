"""Время одного примера на занятой машине ничего не говорит о правильности."""

from hypothesis import settings

settings.register_profile("reference", deadline=None)
settings.load_profile("reference")
