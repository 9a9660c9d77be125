"""
Every rule and every released pack, as the flows want to be given them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from platform_constructs.flows.contracts.standard import Standard, no_standard
from platform_constructs.policy.packs.lifecycle import Lifecycle
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.rule import Rule

__all__ = ["Lawbook"]


@dataclass(frozen=True, slots=True)
class Lawbook:
    """
    The law there is, whoever it binds.

    Attributes:
        shelf: Every released pack.
        rules: Every rule there is, by code.
        digests: What the law was read from: the SHA-256 of each pack's file, and of each rule file that another
            distribution brings, by the name messages give the file.
        lifecycle: Which versions are on their way out, by pack and version.
        standard: Reads the API standard, which takes a moment and is not always asked for.
    """

    shelf: Shelf
    rules: Mapping[str, Rule]
    digests: Mapping[str, str] = field(default_factory=dict)
    lifecycle: Lifecycle = field(default_factory=dict)
    standard: Callable[[], Standard] = no_standard

    def digests_of(self, packs: Iterable[Pack]) -> dict[str, str]:
        """Return the digests of some packs, with the rules that came with them, sorted."""
        files = {pack.file for pack in packs}
        rules = tuple(f"{file.partition('/')[0]}/rules/" for file in files)
        return {name: self.digests[name] for name in sorted(self.digests) if name in files or name.startswith(rules)}
