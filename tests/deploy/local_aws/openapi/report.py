"""
What an import has to say: errors refuse it, warnings only when it was asked to fail on warnings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["ImportRefusedError", "Report", "mapping", "sequence"]


class ImportRefusedError(Exception):
    """
    API Gateway would not import this document.

    Attributes:
        errors: Every reason, in the order of the document.
    """

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("Errors found during import: " + "; ".join(errors))
        self.errors = errors


class Report:
    """Collects everything that is wrong with one document."""

    def __init__(self) -> None:
        self._errors: list[str] = []
        self._warnings: list[str] = []

    def error(self, text: str) -> None:
        """Note a reason to refuse the import."""
        self._errors.append(text)

    def warning(self, text: str) -> None:
        """Note something the import would silently drop."""
        self._warnings.append(text)

    def close(self, *, fail_on_warnings: bool) -> None:
        """
        End the import.

        Raises:
            ImportRefusedError: when anything was noted that refuses it.
        """
        reasons = (*self._errors, *(self._warnings if fail_on_warnings else ()))
        if reasons:
            raise ImportRefusedError(reasons)


def mapping(value: object, where: str, report: Report) -> Mapping[str, Any]:
    """Return an object's members; anything else is an error and counts as empty."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    report.error(f"{where} is not an object")
    return {}


def sequence(value: object, where: str, report: Report) -> list[Any]:
    """Return a list's items; anything else is an error and counts as empty."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    report.error(f"{where} is not a list")
    return []
