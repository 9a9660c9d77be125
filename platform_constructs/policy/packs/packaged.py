"""
Packs that an installed distribution brings: data and rule files, as bytes, before anybody has agreed to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Offer", "Packaged"]


@dataclass(frozen=True, slots=True, order=True)
class Offer:
    """
    A distribution's word that it brings a pack; nothing of it has been read yet.

    Attributes:
        pack: The pack's name.
        distribution: The distribution's name, normalised, such as `acme-security-packs`.
        version: The distribution's version.
        package: The importable package that holds the pack, such as `acme_security_packs`.
    """

    pack: str
    distribution: str
    version: str
    package: str


@dataclass(frozen=True, slots=True)
class Packaged:
    """
    What the registry asked for of one distribution.

    Attributes:
        distribution: Its name, normalised.
        version: Its version.
        packs: The packs of it that the registry names, sorted.
        files: The content of every released version of them, such as `acme-security/1.0.0.toml`, of every rule, such
            as `rules/acme_stray_bucket.py`, and of `lifecycle.toml` where there is one, by path below the package.
    """

    distribution: str
    version: str
    packs: tuple[str, ...]
    files: Mapping[str, bytes]

    def named(self, file: str) -> str:
        """Return a file's name in the lock and in messages."""
        return f"{self.distribution}/{file}"

    @property
    def named_files(self) -> dict[str, bytes]:
        """Every file by its name in the lock."""
        return {self.named(file): content for file, content in self.files.items()}

    @property
    def rule_files(self) -> dict[str, bytes]:
        """The rule files by name without `.py`, sorted."""
        rules = sorted(file for file in self.files if file.startswith("rules/"))
        return {file.removeprefix("rules/").removesuffix(".py"): self.files[file] for file in rules}

    @property
    def pack_files(self) -> dict[str, bytes]:
        """The pack files by path below the package, sorted."""
        packs = tuple(f"{pack}/" for pack in self.packs)
        return {file: self.files[file] for file in sorted(self.files) if file.startswith(packs)}
