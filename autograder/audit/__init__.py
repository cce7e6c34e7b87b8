"""Испытание проверок испорченными решениями (мутационное тестирование)."""

from autograder.audit.trial import Audit, Verdict, audit

__all__ = ["Audit", "Verdict", "audit"]
