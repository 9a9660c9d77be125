"""
Release a pack: what has been checked is frozen, locked, remembered and announced, all at once or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from platform_constructs.flows.packs.bench import Bench
from platform_constructs.flows.packs.check_draft import Checked, check_packs
from platform_constructs.flows.packs.compare_packs import Comparison
from platform_constructs.policy.packs.draft_text import released_text
from platform_constructs.policy.packs.lock import with_locked
from platform_constructs.policy.packs.pack import DRAFT
from platform_constructs.policy.packs.terms import Pack
from platform_constructs.policy.proving.golden import golden_text

__all__ = ["Frozen", "golden_of_releases", "release_pack"]


@dataclass(frozen=True, slots=True)
class Frozen:
    """
    What a release writes.

    Attributes:
        packs: Content by path below the packs' folder; None for a file that goes.
        golden: The golden verdicts' text, by `<name>-<version>`.
        fragment: The name of the changelog's fragment and its text.
    """

    packs: Mapping[str, str | None]
    golden: Mapping[str, str]
    fragment: tuple[str, str] | None = None


def release_pack(
    name: str,
    bench: Bench,
    announce: Callable[[Comparison], str],
    write: Callable[[Frozen], None],
    *,
    today: date,
) -> Checked:
    """
    Release a draft, if nothing stands in the way.

    Args:
        name: The pack.
        bench: The folder it lies in.
        announce: Writes the changelog's fragment.
        write: Writes everything, or nothing and raises; called only when nothing is found.
        today: The day of the release.

    Raises:
        PackError: PACK-031 when there is no draft, or what `write` raises.
    """
    checked = check_packs([name], bench, today=today)
    comparison = checked.drafts[0].comparison
    if not checked.findings and comparison is not None:
        write(_frozen(comparison, bench, announce, today))
    return checked


def golden_of_releases(bench: Bench) -> Frozen:
    """Return the golden verdicts of every released version that has none."""
    without = [pack for pack in bench.shelf.packs if _stem(pack) not in bench.golden]
    return Frozen({}, {_stem(pack): golden_text(pack, bench.rules, bench.cases) for pack in without})


def _frozen(comparison: Comparison, bench: Bench, announce: Callable[[Comparison], str], today: date) -> Frozen:
    new = comparison.new
    path = f"{new.name}/{new.version}.toml"
    text = released_text(bench.drafts[new.name].decode("utf-8"), name=new.name, day=today)
    return Frozen(
        {
            path: text,
            "packs.lock": with_locked(bench.lock, path, text.encode("utf-8")),
            f"{new.name}/{DRAFT}": None,
        },
        {_stem(new): golden_text(new, bench.rules, bench.cases)},
        (f"+{_stem(new)}.{'changed' if comparison.old else 'added'}.md", announce(comparison)),
    )


def _stem(pack: Pack) -> str:
    return f"{pack.name}-{pack.version}"
