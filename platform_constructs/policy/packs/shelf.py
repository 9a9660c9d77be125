"""
The shelf of released packs, and picking from it what the registry assigns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from platform_constructs.errors import PackError
from platform_constructs.model.nearest import nearest
from platform_constructs.policy.packs.terms import Pack

__all__ = ["Shelf"]

_LONGEST_RANGE = 1_000  # characters; the ranges of every party that binds a domain


class Shelf:
    """
    Every released pack, by name and version.

    Raises:
        PackError: PACK-022, when two files are the same version of the same pack.
    """

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._packs: dict[str, dict[Version, Pack]] = {}
        for pack in sorted(packs, key=lambda each: (*each.order, each.file)):
            versions = self._packs.setdefault(pack.name, {})
            if twin := versions.get(Version(pack.version)):
                raise PackError(
                    "PACK-022",
                    f"two files are {pack.label}",
                    at=pack.file,
                    got=twin.file,
                    fix="give one of them another version",
                )
            versions[Version(pack.version)] = pack

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Every pack, by name and then version."""
        return tuple(pack for versions in self._packs.values() for pack in versions.values())

    def versions(self, name: str) -> tuple[str, ...]:
        """Return the versions there are of a pack, oldest first."""
        return tuple(str(version) for version in self._packs.get(name, {}))

    def newest(self, name: str, text: str) -> str:
        """Return the newest version of a pack in a range that can be read; empty when there is none."""
        fitting = [version for version in self._packs.get(name, {}) if version in SpecifierSet(text)]
        return str(max(fitting)) if fitting else ""

    def select(self, assignments: Mapping[str, str], *, at: object = "platform.toml") -> tuple[Pack, ...]:
        """
        Return the newest version in range of each assigned pack, sorted by name.

        Args:
            assignments: PEP 440 range by pack name, such as `~= 1.0`; an empty range means any.
            at: Where the assignments stand.

        Raises:
            PackError: PACK-016 for a pack nobody released, PACK-017 when no version is in range,
                PACK-018 for something that is no range.
        """
        return tuple(self._pick(name, text, at) for name, text in sorted(assignments.items()))

    def _pick(self, name: str, text: str, at: object) -> Pack:
        versions = self._packs.get(name)
        if not versions:
            fix = nearest(name, self._packs, f"assign one of {', '.join(self._packs) or 'none: no pack is released'}")
            raise PackError("PACK-016", f"nobody released a pack {name}", at=at, got=name, fix=fix)
        specifier = _range(name, text, at)
        fitting = [version for version in versions if version in specifier]
        if not fitting:
            there = ", ".join(str(version) for version in versions)
            raise PackError(
                "PACK-017",
                f"no version of {name} is in the range that binds this domain",
                at=at,
                got=text,
                fix=f"pick a range that holds one of {there}",
            )
        return versions[max(fitting)]


def _range(name: str, text: str, at: object) -> SpecifierSet:
    cause: InvalidSpecifier | None = None
    if len(text) <= _LONGEST_RANGE:
        try:
            return SpecifierSet(text)
        except InvalidSpecifier as fault:
            cause = fault
    fix = "write it like ~= 1.0"
    raise PackError("PACK-018", f"this is no version range for {name}", at=at, got=text, fix=fix) from cause
