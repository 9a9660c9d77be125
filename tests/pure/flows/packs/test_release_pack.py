"""
A release freezes, locks, remembers and announces: all of it, or nothing.
"""

from __future__ import annotations

import json
from datetime import date

from platform_constructs.flows.packs.release_pack import Frozen, golden_of_releases, release_pack
from platform_constructs.policy.packs.lock import check_lock
from platform_constructs.policy.packs.pack import read_pack
from tests.pure.flows.small_bench import CASES, RELEASED, RULES, bench, draft

TODAY = date(2026, 12, 1)


def released(one) -> tuple[list[Frozen], list[str]]:
    """What was written, and what was found."""
    written: list[Frozen] = []
    checked = release_pack(
        "logs", one, lambda comparison: f"{comparison.new.label} on {comparison.today}", written.append, today=TODAY
    )
    return written, [each.code for each in checked.findings]


def test_a_release_writes_everything():
    """The draft goes, its frozen text, lock, golden verdicts and announcement come."""
    text = draft().replace(
        "# Draft. It binds nobody until `paved packs release logs` freezes it.",
        "# Released 2026-12-01. Frozen: to change anything, begin the next version with `paved packs new logs`.",
    )

    [frozen], findings = released(bench(draft()))

    assert [] == findings
    assert {"logs/2.0.0.toml", "packs.lock", "logs/next.toml"} == set(frozen.packs)
    assert (text, None) == (frozen.packs["logs/2.0.0.toml"], frozen.packs["logs/next.toml"])
    assert ("+logs-2.0.0.changed.md", "logs 2.0.0 on 2026-12-01") == frozen.fragment
    assert {"LOG-001"} == set(json.loads(frozen.golden["logs-2.0.0"])["verdicts"])
    check_lock(
        frozen.packs["packs.lock"] or "", {"logs/1.0.0.toml": RELEASED.encode(), "logs/2.0.0.toml": text.encode()}
    )


def test_what_is_released_is_what_was_checked():
    """The released text says what the draft said, to the last clause, comments included."""
    [frozen], _ = released(bench(draft()))
    text = frozen.packs["logs/2.0.0.toml"] or ""

    pack = read_pack(text, "packs/logs/2.0.0.toml", rules_known=frozenset(RULES))

    assert draft().split("\n", 1)[1] == text.split("\n", 1)[1]
    assert ("2.0.0", {"LOG-001"}, {"logs.retention_days"}) == (pack.version, set(pack.rules), set(pack.settings))


def test_a_first_version_is_added():
    """The first version of a pack is an addition, and begins the lock."""
    [frozen], _ = released(bench(draft("1.0.0"), released=()))

    assert frozen.fragment is not None
    assert "+logs-1.0.0.added.md" == frozen.fragment[0]
    check_lock(frozen.packs["packs.lock"] or "", {"logs/1.0.0.toml": (frozen.packs["logs/1.0.0.toml"] or "").encode()})


def test_nothing_is_written_when_anything_is_found():
    """A fault of the draft, or of any release, stands in the way."""
    assert ([], ["PACK-042"]) == released(bench(draft("1.1.0")))
    assert ([], ["PACK-049"]) == released(bench(draft(), golden={}))
    assert ([], ["PACK-048"]) == released(bench(draft(), golden={"logs-1.0.0": "{}"}))
    assert ([], ["PACK-008"]) == released(bench(draft().replace("at_least", "at_lest")))


def test_only_missing_golden_verdicts_are_written():
    """Releases that have theirs keep them, whatever the rules say now."""
    second = RELEASED.replace("1.0.0", "1.1.0").replace("The first.", "The second.")

    frozen = golden_of_releases(bench(released=(RELEASED, second), golden={"logs-1.0.0": "old"}, cases=CASES))

    assert ({}, {"logs-1.1.0"}, None) == (frozen.packs, set(frozen.golden), frozen.fragment)
    assert "logs 1.1.0" == json.loads(frozen.golden["logs-1.1.0"])["pack"]
