"""
Finds the packs that installed distributions offer, and reads them without importing anything.
"""

from __future__ import annotations

import configparser
import re
from email.parser import HeaderParser
from importlib import metadata
from pathlib import Path
from types import CodeType
from typing import Final

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from platform_constructs.adapters.package_files import read_package_files
from platform_constructs.adapters.package_folder import package_folder
from platform_constructs.adapters.rule_modules import run_rule
from platform_constructs.errors import PackError, first_line
from platform_constructs.policy.packs.packaged import Offer, Packaged

__all__ = ["GROUP", "InstalledPacks"]

GROUP: Final = "platform_constructs.packs"
"""The entry-point group: a pack's name, and the importable package that holds it."""

_PACKAGE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,7}")
_DISTRIBUTION: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class InstalledPacks:
    """
    The distributions on Python's path.

    Looking for packs reads the entry points of those distributions that mention our group, and nothing else of them.
    A package is looked up folder by folder as Python's own finder does it, so that not even a parent package is
    imported. What an installer put on the path by an import hook is not found; an ordinary installation is.
    """

    def offers(self) -> tuple[Offer, ...]:
        """
        Return every pack offered, sorted.

        Raises:
            PackError: PACK-072, for a distribution that offers packs in a way nobody can read.
        """
        found: set[Offer] = set()
        for one in metadata.distributions():
            text = _text(one, "entry_points.txt")
            if GROUP in text:
                found.update(_offers_in(one, text))
        return tuple(sorted(found))

    def read(self, offers: tuple[Offer, ...]) -> Packaged:
        """
        Return the files of some packs of one distribution, which share a package.

        Raises:
            PackError: PACK-072, PACK-074, PACK-075 or PACK-082, for what is no package of packs.
        """
        offer = offers[0]
        packs = tuple(sorted(each.pack for each in offers))
        if not _PACKAGE.fullmatch(offer.package) or "rules" in packs:
            raise PackError(
                "PACK-072",
                f"{offer.distribution} offers a pack in a way that nobody can read",
                at=_where(offer.distribution),
                got=f"{offer.pack} = {offer.package}",
                fix='write acme-security = "acme_security_packs": the pack\'s name, and a package without an attribute',
            )
        return Packaged(
            offer.distribution, offer.version, packs, read_package_files(_folder(offer), offer.distribution, packs)
        )

    def run(self, code: CodeType, module: str, file: str) -> dict[str, object]:
        """Run a rule file and return what it defines; see `run_rule`."""
        return run_rule(code, module, file)


def _offers_in(one: metadata.Distribution, text: str) -> set[Offer]:
    said = HeaderParser().parsestr(_text(one, "METADATA") or _text(one, "PKG-INFO"))
    name, version = canonicalize_name(said["Name"] or ""), said["Version"] or ""
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None, default_section="")
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep capitals
    try:
        Version(version)
        parser.read_string(text)
        offered = dict(parser[GROUP])
        if not _DISTRIBUTION.fullmatch(name):
            raise ValueError("it has no name")
    except (configparser.Error, InvalidVersion, KeyError, ValueError) as cause:
        raise PackError(
            "PACK-072",
            "a distribution offers packs in a way that nobody can read",
            at=_where(name),
            got=first_line(cause),
            fix="tell its authors, and uninstall it until it is mended",
        ) from cause
    if _text(metadata.distribution(name), "entry_points.txt") != text:
        return set()  # an earlier folder of the path has another version, and that is the one Python would import
    return {Offer(pack, name, version, package.strip()) for pack, package in offered.items()}


def _text(one: metadata.Distribution, file: str) -> str:
    try:
        return one.read_text(file) or ""
    except (OSError, UnicodeDecodeError):  # whatever this is, it is no offer to us
        return ""


def _where(distribution: str) -> str:
    return f"{distribution or 'a distribution'}, entry points {GROUP}"


def _folder(offer: Offer) -> Path:
    folder = package_folder(offer.package)
    if folder is None:
        raise PackError(
            "PACK-074",
            f"{offer.distribution} says that its packs are in {offer.package}, which is no folder on Python's path",
            at=_where(offer.distribution),
            got=offer.package,
            fix="install it as a wheel into an ordinary folder; the package has an __init__.py, and is no archive",
        )
    return folder
