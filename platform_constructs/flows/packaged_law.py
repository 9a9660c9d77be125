"""
The law that installed distributions bring: only what the registry names, and only as the project locked it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from types import CodeType
from typing import Protocol

from platform_constructs.errors import PackError
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.read_packs import as_text, packs_in
from platform_constructs.model.organisation import Organisation
from platform_constructs.policy.packs.lifecycle import LIFECYCLE, Lifecycle, read_lifecycle
from platform_constructs.policy.packs.packaged import Offer, Packaged
from platform_constructs.policy.packs.project_lock import ProjectLock
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.proving.collect import collect
from platform_constructs.policy.proving.rule_source import compiled_rule
from platform_constructs.policy.rule import Rule
from platform_constructs.registry.read import read_registry

__all__ = ["Distributions", "LockedProject", "packages_named", "with_packaged"]


class LockedProject(Protocol):
    """A project's registry and lock; `adapters.project_files` reads them from a folder."""

    def registry(self) -> tuple[str, str]:
        """Return the registry's text and name."""

    def packs_lock(self) -> tuple[str, str] | None:
        """Return the text and name of the project's `packs.lock`, if it has one."""


class Distributions(Protocol):
    """What is installed here; `adapters.pack_distributions` finds it."""

    def offers(self) -> tuple[Offer, ...]:
        """Return every pack that any distribution offers, from their metadata alone."""

    def read(self, offers: tuple[Offer, ...]) -> Packaged:
        """Return the files of some packs of one distribution, importing nothing."""

    def run(self, code: CodeType, module: str, file: str) -> Mapping[str, object]:
        """Run a rule file and return what it defines."""


def with_packaged(own: Lawbook, project: LockedProject, installed: Distributions) -> Lawbook:
    """
    Return the law with what distributions add to it for one project.

    Args:
        own: The rules and packs of this library.
        project: Where the registry and the lock are.
        installed: The distributions.

    Raises:
        RegistryError: if the registry is broken.
        PackError: if a named pack is offered twice or brokenly, differs from the lock, or cannot be read; RULE-010 to
            RULE-015 for its rules.
    """
    offers, written = installed.offers(), project.packs_lock()
    if not offers and written is None:
        return own  # the usual case, without reading the registry twice
    organisation = read_registry(*project.registry())
    lock = ProjectLock({}, {}) if written is None else ProjectLock.read(*written)
    packages = packages_named(organisation, own.shelf, offers, installed, lock)
    for package in packages:
        lock.check(package)
    rules, shelf, lifecycle = dict(own.rules), list(own.shelf.packs), dict(own.lifecycle)
    for package in packages:  # nothing of any is run before all of them agree with the lock
        mine = _rules(package, rules, installed)
        rules.update(mine)
        known = frozenset(own.rules) | frozenset(mine)
        packs = list(packs_in(package.pack_files, package.distribution, rules_known=known))
        shelf += packs
        lifecycle |= _lifecycle(package, Shelf(packs))
    return replace(
        own,
        shelf=Shelf(shelf),
        rules=dict(sorted(rules.items())),
        digests={**own.digests, **ProjectLock.of(packages).files},
        lifecycle=lifecycle,
    )


def packages_named(
    organisation: Organisation, own: Shelf, offers: Iterable[Offer], installed: Distributions, lock: ProjectLock
) -> tuple[Packaged, ...]:
    """
    Return what the registry names of the installed distributions, read and not yet agreed to, sorted by distribution.

    Raises:
        PackError: PACK-070 when two distributions offer one pack, PACK-071 when one is named like a pack of ours,
            PACK-073 when a distribution spreads over several packages, PACK-081 when a locked one is not installed;
            and what reading them raises.
    """
    ours = {pack.name for pack in own.packs}
    wanted: list[Offer] = []
    for name in sorted(_named_by(organisation)):
        mine = sorted(offer for offer in offers if offer.pack == name)
        if mine and name in ours:
            raise _refusal(
                "PACK-071",
                f"{mine[0].distribution} offers a pack that is named like one of the platform's own",
                mine[0].distribution,
                name,
                f"uninstall it, or have it name its pack otherwise: {mine[0].distribution.split('-')[0]}-{name}",
            )
        if len(mine) > 1:
            both = " and ".join(offer.distribution for offer in mine)
            fix = "uninstall one of them, or have it name its pack otherwise"
            raise _refusal("PACK-070", f"{len(mine)} offers are a pack {name}", both, name, fix)
        if not mine and name not in ours and (gone := lock.distribution_of(name)):
            fix = f"install {gone} {lock.distributions.get(gone, '')}".rstrip()
            raise _refusal("PACK-081", f"{gone}, which brings the pack {name}, is not installed", lock.file, name, fix)
        wanted += mine
    return tuple(_read(tuple(mine), installed) for _, mine in groupby(sorted(wanted, key=_by), key=_by))


def _by(offer: Offer) -> str:
    return offer.distribution


def _named_by(organisation: Organisation) -> frozenset[str]:
    parties = [
        *(domain.packs for domain in organisation.domains.values()),
        *organisation.audience_packs.values(),
        *organisation.classification_packs.values(),
    ]
    return frozenset(name for packs in parties for name in packs)


def _read(offers: tuple[Offer, ...], installed: Distributions) -> Packaged:
    packages = sorted({offer.package for offer in offers})
    if len(packages) > 1:
        raise _refusal(
            "PACK-073",
            f"{offers[0].distribution} brings its packs in several packages",
            offers[0].distribution,
            " and ".join(packages),
            "move them into one package: its rules are shared",
        )
    return installed.read(offers)


def _rules(package: Packaged, taken: Mapping[str, Rule], installed: Distributions) -> dict[str, Rule]:
    folder = package.named("rules")
    codes = [(stem, compiled_rule(source, f"{folder}/{stem}.py")) for stem, source in package.rule_files.items()]
    modules = [
        (stem, installed.run(code, f"{package.distribution}.{stem}", f"{folder}/{stem}.py")) for stem, code in codes
    ]
    return collect(modules, folder=folder, taken=taken)


def _lifecycle(package: Packaged, shelf: Shelf) -> Lifecycle:
    file = package.named(LIFECYCLE)
    text = as_text(package.files.get(LIFECYCLE, b""), file)
    return read_lifecycle(text, file, shelf=shelf, only=package.packs)


def _refusal(code: str, what: str, at: str, got: str, fix: str) -> PackError:
    return PackError(code, what, at=at, got=got, fix=fix)
