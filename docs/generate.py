"""
Writes the folders of docs/ named in WRITTEN from the code, the sample, the released packs and the contract profiles.

`make docs` runs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docs.catalogue_pages import catalogue_pages
from docs.consumer_pages import consumer_pages
from docs.contract_rule_pages import contract_rule_pages
from docs.event_pages import event_pages
from docs.extension_page import extension_page
from docs.quota_page import quota_page
from docs.route_pages import route_pages
from docs.rule_pages import rule_pages
from docs.seeded_page import seeded_page
from docs.setting_pages import setting_pages
from docs.status_pages import status_pages
from platform_constructs.cli.world import lawbook

__all__ = ["FOLDER", "WRITTEN", "pages", "written"]

FOLDER: Final = Path(__file__).parent
WRITTEN: Final = ("contract_rules", "pictures", "reference", "rules", "statuses")
"""Folders that hold nothing but what is written here."""


def pages() -> dict[str, str]:
    """
    Return the text of every page by its path below docs/.

    Raises:
        PackError: if a pack was altered since its release.
    """
    book = lawbook()
    return {
        **setting_pages(book.shelf),
        **route_pages(),
        **rule_pages(book),
        **contract_rule_pages(book.standard()),
        **extension_page(book.standard()),
        **seeded_page(book),
        **quota_page(),
        **catalogue_pages(),
        **consumer_pages(),
        **event_pages(),
        **status_pages(),
    }


def written() -> dict[str, str]:
    """Return the text of every page that is there, by its path below docs/."""
    files = sorted(file for folder in WRITTEN for file in (FOLDER / folder).glob("*"))
    return {file.relative_to(FOLDER).as_posix(): file.read_text(encoding="utf-8") for file in files}


def _write() -> None:
    due = pages()
    for name in written().keys() - due.keys():
        (FOLDER / name).unlink()
    for name, text in due.items():
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write()
