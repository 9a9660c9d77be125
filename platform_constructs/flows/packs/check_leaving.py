"""
Is what is said of versions on their way out in order, and is anybody still bound to one that is gone?
"""

from __future__ import annotations

from datetime import date
from functools import partial

from platform_constructs.errors import PackError
from platform_constructs.flows.adopter import adopter_for
from platform_constructs.flows.law import assigned_to
from platform_constructs.flows.packs.bench import Bench
from platform_constructs.flows.read_project import Project
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.lifecycle import LIFECYCLE, read_lifecycle, retirement_findings

__all__ = ["check_leaving", "still_bound"]


def check_leaving(bench: Bench) -> tuple[Finding, ...]:
    """Return what is wrong with the list of versions on their way out, at its line."""
    try:
        read_lifecycle(bench.lifecycle, f"{bench.home}/{LIFECYCLE}", shelf=bench.shelf)
    except PackError as error:
        at, got = Place(error.at), str(error.got)
        return (Finding(error.code, "broken-lifecycle", Level.BLOCK, error.what, at, error.fix, "platform", got),)
    return ()


def still_bound(project: Project, bench: Bench, *, today: date) -> tuple[Finding, ...]:
    """
    Return a finding for every stack that is bound to a withdrawn release of a bench.

    Nothing where the list of versions on their way out cannot be read: `check_leaving` says so.
    """
    try:
        lifecycle = read_lifecycle(bench.lifecycle, f"{bench.home}/{LIFECYCLE}", shelf=bench.shelf)
    except PackError:
        return ()
    released = {(pack.name, pack.version): pack for pack in bench.shelf.packs}
    found: list[Finding] = []
    for one in project.declarations:
        bound = {name: bench.shelf.newest(name, text) for name, text in assigned_to(project, one).items()}
        found += retirement_findings(
            [released[each] for each in bound.items() if each in released],
            lifecycle,
            today=today,
            owner=one.domain,
            stack=one.stack,
            at=one.place,
            adopter=partial(adopter_for, project, one),
        )
    return tuple(sorted((each for each in found if each.blocks), key=lambda each: each.order))
