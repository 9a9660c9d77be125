"""
Who is behind which version of which pack.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.packs.outdated import BoundVersion, outdated
from platform_constructs.flows.read_project import read_project
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.lifecycle import Retirement
from platform_constructs.policy.packs.shelf import Shelf
from tests.pure.flows.small_world import RULES, TODAY, Folder, run
from tests.pure.policy.samples import pack


class Registry(Folder):
    """The sample with another registry."""

    def __init__(self, *edits: tuple[str, str]) -> None:
        super().__init__()
        self._edits = edits

    def registry(self) -> tuple[str, str]:
        text, file = super().registry()
        for old, new in self._edits:
            assert old in text
            text = text.replace(old, new)
        return text, file


OLD = pack("baseline", "1.0.0", rules={"APIGW-001": Level.WARN})
NEW = pack("baseline", "2.0.0", rules={"APIGW-001": Level.BLOCK})
OUTSIDE = pack("external-api", "1.0.0")


def listed(*packs: Any, folder: Folder | None = None, lifecycle: Any = None) -> dict[tuple[str, str], BoundVersion]:
    folder = folder or Folder()
    project = read_project(folder, run)
    found = outdated(project, Lawbook(Shelf(packs), RULES, lifecycle=lifecycle or {}), folder, today=TODAY)
    assert sorted({(one.domain, one.pack) for one in found}) == [(one.domain, one.pack) for one in found]
    return {(one.domain, one.pack): one for one in found}


def line(folder: Folder, text: str, after: str = "") -> int:
    """The first line that begins so, behind one that does."""
    lines = folder.registry()[0].splitlines()
    start = next(n for n, each in enumerate(lines) if each.startswith(after))
    return next(n + 1 for n, each in enumerate(lines) if n > start and each.startswith(text))


def test_a_domain_that_is_behind_is_told_what_the_step_does_and_who_holds_it():
    """In force, newest, effect and least step, and the line of the range that leaves the newest out."""
    found = listed(OLD, NEW, OUTSIDE)["ordering", "baseline"]

    at = line(Folder(), "packs", "[domains.ordering]")
    assert (
        BoundVersion(
            domain="ordering",
            pack="baseline",
            range="~=1.0",
            stacks=("ordering-public",),
            in_force="1.0.0",
            newest_in_range="1.0.0",
            newest="2.0.0",
            held_by=(f"platform.toml:{at} (domains.ordering.packs.baseline) says ~= 1.0",),
            steps=("ordering baseline@2.0.0",),
            state="released",
            instead="",
            effects=("stricter",),
            step="major",
        )
        == found
    )
    assert found.is_behind


def test_a_domain_on_the_newest_is_not_behind():
    """Nothing holds it, and there is no step."""
    found = listed(OLD, OUTSIDE)["platform", "external-api"]

    assert (False, (), "", ()) == (found.is_behind, found.held_by, found.step, found.effects)
    assert ("platform-edge", "platform-identity", "platform-partners") == found.stacks


def test_a_version_on_its_way_out_says_what_to_adopt():
    """Its state on the day, and what the platform offers instead."""
    retirement = Retirement("baseline", "1.0.0", date(2026, 1, 1), date(2027, 6, 30), "old", "2.0.0", Place("x"))

    found = listed(OLD, NEW, OUTSIDE, lifecycle={("baseline", "1.0.0"): retirement})["ordering", "baseline"]

    assert ("deprecated, withdrawn from 2027-06-30", "2.0.0") == (found.state, found.instead)


def test_what_somebody_else_keeps_out_of_a_domains_own_range_is_seen():
    """The domain's own range takes more than is in force: its data's classification holds it back."""
    folder = Registry(
        (
            "[audiences.external.packs]",
            '[classifications.personal.packs]\nbaseline = "< 1.1"\n\n[audiences.external.packs]',
        )
    )
    later = replace(NEW, version="1.2.0", file="policy_packs/baseline/1.2.0.toml")

    found = listed(OLD, later, OUTSIDE, folder=folder)["ordering", "baseline"]

    assert ("1.0.0", "1.2.0", "1.2.0") == (found.in_force, found.newest_in_range, found.newest)
    at = line(folder, "baseline", "[classifications")
    assert (f"platform.toml:{at} (classifications.personal.packs.baseline) says < 1.1",) == found.held_by


def test_a_range_without_a_version_and_a_pack_nobody_released_are_said():
    """Neither stops the list: that is what the list is for."""
    found = listed(NEW)

    assert ("", "2.0.0", "none is in range", True) == tuple(
        getattr(found["ordering", "baseline"], name) for name in ("in_force", "newest", "state", "is_behind")
    )
    assert ("", "", "nobody released it") == tuple(
        getattr(found["ordering", "external-api"], name) for name in ("in_force", "newest", "state")
    )


def test_a_domain_without_stacks_is_listed_with_its_own_packs():
    """What the registry says of it binds it from its first stack on."""

    class Quiet(Folder):
        def domains(self) -> tuple[str, ...]:
            return tuple(one for one in super().domains() if one != "quoting")

    found = listed(OLD, NEW, OUTSIDE, folder=Quiet())

    assert ((), "1.0.0") == (found["quoting", "baseline"].stacks, found["quoting", "baseline"].in_force)
    assert ("quoting", "external-api") not in found
