"""
The bench on which packs are made: a folder of packs with all that a release is held against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.proving.cases import Case
from platform_constructs.policy.rule import Rule

__all__ = ["Bench"]


@dataclass(frozen=True, slots=True)
class Bench:
    """
    A folder of packs, as it was read.

    Attributes:
        home: What messages call the folder, such as `policy_packs`.
        shelf: Every released pack in it, unaltered since its release.
        lock: The text of its `packs.lock`; empty before the first release.
        drafts: The content of each `<name>/next.toml`, by pack name.
        rules: Every rule its packs may name, by code.
        cases: Every case of these rules.
        golden: What was frozen at each release, by `<name>-<version>`.
        lifecycle: The text that says which releases are on their way out; empty when there is none.
    """

    home: str
    shelf: Shelf
    lock: str
    drafts: Mapping[str, bytes]
    rules: Mapping[str, Rule]
    cases: tuple[Case, ...]
    golden: Mapping[str, str]
    lifecycle: str = ""

    @property
    def rules_known(self) -> frozenset[str]:
        """The codes of every rule."""
        return frozenset(self.rules)

    def before(self, pack: Pack) -> Pack | None:
        """Return the newest release that is older than a version of the same pack; None when there is none."""
        older = [each for each in self.shelf.packs if each.name == pack.name and each.order < pack.order]
        return max(older, key=lambda each: each.order, default=None)
