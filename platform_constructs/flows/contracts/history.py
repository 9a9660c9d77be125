"""
What a repository held at a commit, and a contract of that time.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import partial
from typing import Final, Protocol

from platform_constructs.errors import ContractError
from platform_constructs.flows.contracts.side import Side

__all__ = ["History", "side_then"]

_SHORT: Final = 12  # characters of a commit's id that people see


class History(Protocol):
    """What a repository held at a commit; `adapters.git` asks git."""

    def files(self, commit: str, under: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder, from the project's root."""

    def text(self, commit: str, path: str) -> str | None:
        """Return the text of a file; None when there was none."""

    def renames(self, commit: str) -> Mapping[str, str]:
        """Return what present files were called, by their present path."""


def side_then(history: History, commit: str, path: str, *, called: str = "") -> Side:
    """
    Return a contract as it was.

    Args:
        history: The repository.
        commit: A commit's id.
        path: The file, from the project's root.
        called: What messages call the commit; empty for the beginning of its id.
    """
    name = called or commit[:_SHORT]
    return Side(path, partial(_text, history, commit, path), partial(_beside, history, commit, path), name)


def _text(history: History, commit: str, path: str) -> str:
    text = history.text(commit, path)
    if text is None:
        what, fix = "the commit holds no such file", "name a file from the repository's top, or with ./ from here"
        raise ContractError("CON-155", what, at=path, got="nothing", fix=fix)
    return text


def _beside(history: History, commit: str, path: str, relative: str) -> str:
    text = history.text(commit, posixpath.join(posixpath.dirname(path), relative))
    if text is None:
        raise LookupError(relative)
    return text
