"""
Who is on which version of which pack today, and what every version is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from packaging.version import Version

from platform_constructs.errors import PlatformError
from platform_constructs.flows.law import assigned_to
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packs.candidate import read_draft
from platform_constructs.flows.read_project import Project
from platform_constructs.policy.packs.lifecycle import standing

__all__ = ["AdoptedVersion", "adoption"]


@dataclass(frozen=True, slots=True)
class AdoptedVersion:
    """
    One version of a pack with those it binds.

    Attributes:
        pack: The pack.
        version: Its version; for a draft what it wants to become, empty when it cannot be read.
        state: What it is and what it will be, in words.
        stacks: The stacks it binds, each with its domain, sorted.
    """

    pack: str
    version: str
    state: str
    stacks: tuple[tuple[str, str], ...] = ()

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains of these stacks, sorted."""
        return tuple(sorted({domain for _, domain in self.stacks}))


def adoption(
    project: Project, book: Lawbook, drafts: Mapping[str, bytes], *, today: date
) -> tuple[AdoptedVersion, ...]:
    """
    Return every version of every pack, released or a draft, with whom it binds, by pack and version.

    Args:
        project: The project as it was read.
        book: Every rule and released pack.
        drafts: The content of each draft, by pack name. One that cannot be read is listed all the same.
        today: The day to look at.

    Raises:
        PackError: if a stack is bound to what is not there.
    """
    bound: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one in project.declarations:
        for pack in book.shelf.select(assigned_to(project, one)):
            bound.setdefault((pack.name, pack.version), set()).add((one.stack, one.domain))
    found = [
        AdoptedVersion(
            pack.name,
            pack.version,
            str(standing(book.lifecycle.get((pack.name, pack.version)), today)),
            tuple(sorted(bound.get((pack.name, pack.version), ()))),
        )
        for pack in book.shelf.packs
    ]
    found += [_draft(name, book, drafts) for name in drafts]
    return tuple(sorted(found, key=_order))


def _draft(name: str, book: Lawbook, drafts: Mapping[str, bytes]) -> AdoptedVersion:
    try:
        draft = read_draft(name, book.shelf, drafts, rules_known=frozenset(book.rules))
    except PlatformError as error:
        return AdoptedVersion(name, "", f"draft, broken: {error.what}")
    return AdoptedVersion(name, draft.version, "draft")


def _order(version: AdoptedVersion) -> tuple[str, bool, Version, str]:
    """Drafts after releases, whatever they want to become."""
    draft = version.state.startswith("draft")
    return (version.pack, draft, Version(version.version or "0"), version.state)
