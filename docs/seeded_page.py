"""
The page of insecure changes that the tests make, and what catches each.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from platform_constructs.flows.lawbook import Lawbook

__all__ = ["seeded_page"]

_TABLE: Final = Path(__file__).parents[1] / "tests" / "journeys" / "seeded.toml"
_HEAD: Final = """# Insecure changes, and what catches them

`tests/journeys/test_seeded_changes.py` makes each of these changes to the sample organisation and sees the synth
refused. Generated from `tests/journeys/seeded.toml` by `make docs`.

| change | made in | caught by |
|---|---|---|
"""
_MADE_IN: Final = {
    "contract": "the contract",
    "declaration": "the declaration",
    "hatch": "the escape hatch",
}


def seeded_page(book: Lawbook) -> dict[str, str]:
    """Return the page by its path below docs/."""
    seeded = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    rows = sorted(
        (_MADE_IN[one["way"]], name.replace("-", " "), _caught(book, one["caught_by"])) for name, one in seeded.items()
    )
    return {"reference/seeded-changes.md": _HEAD + "".join(f"| {name} | {way} | {by} |\n" for way, name, by in rows)}


def _caught(book: Lawbook, code: str) -> str:
    rule = book.rules.get(code)
    return f"[{code} {rule.name}](../rules/{code}.md)" if rule else f"{code}"
