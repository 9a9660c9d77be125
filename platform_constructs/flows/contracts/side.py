"""
One side of a comparison: a contract file at one time, that nobody has read yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from platform_constructs.contracts.document.document import Document, read_document
from platform_constructs.contracts.events.event import EventContract
from platform_constructs.errors import PlatformError
from platform_constructs.flows.contracts.consumer_file import Consumer

__all__ = ["Pair", "Published", "Side"]


@dataclass(frozen=True, slots=True)
class Side:
    """
    A contract file.

    Attributes:
        path: Its path, which changes name; both sides of a file that stayed have the same.
        text: Gives its text.
        beside: Gives the text of a file it refers to, by its path relative to the contract's folder.
        commit: What messages call the commit it is from; empty for a file as it is now.
    """

    path: str
    text: Callable[[], str] = field(repr=False, compare=False)
    beside: Callable[[str], str] = field(repr=False, compare=False)
    commit: str = ""

    @property
    def file(self) -> str:
        """Its name in messages."""
        return f"{self.commit}:{self.path}" if self.commit else self.path

    def document(self) -> Document:
        """
        Read it.

        Raises:
            ContractError: when it cannot be read, is no OpenAPI 3.0 or 3.1, or has something else where its parts
                should stand: a comparison would find nothing there, and call that no change.
        """
        try:
            return _whole(read_document(self.text(), self.path, read=self.beside))
        except PlatformError as error:  # the line it names is one of that commit
            if self.commit and not error.at.startswith(f"{self.commit}:"):
                error.at = f"{self.commit}:{error.at}"
            raise


@dataclass(frozen=True, slots=True)
class Published:
    """
    What a project knows of the events its domains publish.

    Attributes:
        readers: Gives the domains that were granted an event, with the grant's place, sorted by name.
        today: The date that an event's last day is read against.
    """

    readers: Callable[[EventContract], tuple[Consumer, ...]]
    today: date


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A contract before and after.

    Attributes:
        name: The stack it is the contract of, or the event, as `source/detail type`; a file's own name when none of
            the two is known.
        owner: The domain that answers for it; empty when none is known.
        old: What it was; None when it is new.
        new: What it is; None when its stack or event is gone.
        moved_from: Its path before, when that was another one; empty otherwise.
        published: For an event of a project, what that knows of it; None for APIs and for files alone.
    """

    name: str
    owner: str
    old: Side | None
    new: Side | None
    moved_from: str = ""
    published: Published | None = field(default=None, repr=False, compare=False)


def _whole(document: Document) -> Document:
    """Return a document that has mappings where a comparison looks for operations and components."""
    for key in ("components", "info", "paths", "webhooks"):
        if (part := document.root.get(key)) is not None:
            for name, below in part.entries():
                if key != "info" and not name.startswith("x-"):
                    below.entries()
    return document
