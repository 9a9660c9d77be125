"""
A waiver covers what it was agreed for, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import WaiverState
from platform_constructs.policy.judging.waivers import STATE_OF, apply_waivers, state_of
from tests.pure.policy.samples import AT, TODAY, WAIVER, WAIVERS

FINDING = Finding(
    "APIGW-001",
    "open-operation",
    Level.BLOCK,
    "GET /status: anyone may call it",
    Place("stacks/domains/ordering/openapi.yaml", 40, "getStatus"),
    "say who may",
    "ordering",
    "security: []",
    "ordering-public",
    "aws_api_gateway_rest_api.api#/paths/~1status/get",
    fingerprint="0123456789abcdef",
)
OWNERS = {"ordering": ("ordering-leads",), "platform": ("platform-leads",), "quoting": ("quoting-leads",)}


def applied(findings, waivers, today=TODAY, unwaivable=frozenset()):
    return apply_waivers(findings, waivers, today=today, owners=OWNERS, unwaivable=unwaivable)


@pytest.mark.parametrize("at", [FINDING.address, "getStatus"])
def test_a_waiver_covers_what_it_names(at):
    """By Terraform address or by operationId, the finding stays listed, marked, and no longer blocks."""
    [found] = applied([FINDING], [replace(WAIVER, at=at)])

    assert replace(FINDING, waiver=replace(WAIVER, at=at), days_left=120) == found
    assert (False, f"{WAIVERS}:2 (waiver.0)") == (found.blocks, found.waived_by)


@pytest.mark.parametrize(
    "finding",
    [
        replace(FINDING, code="WAF-001"),
        replace(FINDING, owner="quoting"),
        replace(FINDING, address="aws_api_gateway_rest_api.api#/paths/~1status/post"),
        replace(FINDING, address="aws_api_gateway_rest_api.api"),
    ],
)
def test_a_waiver_covers_nothing_else(finding):
    """Another rule, owner or address is not covered, and the waiver that covers nothing is reported."""
    found = applied([finding], [WAIVER])

    assert {(finding.code, True), ("WVR-002", True)} == {(each.code, each.blocks) for each in found}


def test_a_waiver_that_covers_nothing_says_so():
    """The message stands at the waiver and names its address."""
    [found] = applied([], [WAIVER])

    assert (
        "block[WVR-002] the waiver of APIGW-001 covers nothing that was found\n"
        f"  at   {WAIVERS}:2 (waiver.0)\n"
        "  got  aws_api_gateway_rest_api.api#/paths/~1status/get\n"
        "  fix  drop it; if the finding moved, write the address it has now\n"
        "  who  ordering\n"
        "  more `paved explain WVR-002`"
    ) == str(found)


@pytest.mark.parametrize(("today", "codes"), [(date(2027, 3, 31), []), (date(2027, 4, 1), ["WVR-001"])])
def test_a_waiver_holds_until_the_end_of_its_day(today, codes):
    """On its last day it covers; the day after, what was found blocks again and the waiver is reported."""
    found = applied([FINDING], [WAIVER], today)

    assert codes == [each.code for each in found if each.blocks and each.code != "APIGW-001"]
    assert bool(codes) == next(each.blocks for each in found if each.code == "APIGW-001")


def test_an_expired_waiver_says_when():
    """The message names the rule, the place and the date."""
    found = applied([FINDING], [WAIVER], date(2027, 4, 1))

    assert (
        "block[WVR-001] the waiver of APIGW-001 at aws_api_gateway_rest_api.api#/paths/~1status/get has expired\n"
        f"  at   {WAIVERS}:2 (waiver.0)\n"
        "  got  2027-03-31\n"
        "  fix  fix what was found and drop the waiver, or have it approved anew\n"
        "  who  ordering\n"
        "  more `paved explain WVR-001`"
    ) == str(found[0])


@pytest.mark.parametrize(
    ("approver", "codes"),
    [
        ("ordering-leads", ["APIGW-001"]),
        ("platform-leads", ["APIGW-001"]),
        ("quoting-leads", ["WVR-004", "APIGW-001"]),
        ("ordering", ["WVR-004", "APIGW-001"]),
    ],
)
def test_only_owners_approve(approver, codes):
    """The owners of the domain or of the platform approve; anybody else's waiver covers nothing."""
    found = applied([FINDING], [replace(WAIVER, approver=approver)])

    assert codes == [each.code for each in found]
    assert (len(codes) > 1) == found[-1].blocks


def test_what_nobody_may_waive_is_not_waived():
    """The finding blocks, and the waiver is reported."""
    found = applied([FINDING], [WAIVER], unwaivable=frozenset({"APIGW-001"}))

    assert [("WVR-003", True), ("APIGW-001", True)] == [(each.code, each.blocks) for each in found]


def test_nothing_is_left_out():
    """Findings without a waiver come back as they were, sorted by where."""
    others = [replace(FINDING, at=AT, code=code, address="") for code in ("WAF-001", "APIGW-001")]

    assert [others[1], others[0]] == list(applied(others, []))


def test_a_waiver_covers_one_stack_only():
    """Two stacks with a finding at one address need a waiver each; `stack: address` says which."""
    other = replace(FINDING, stack="archive-public")
    plain = applied([FINDING, other], [WAIVER])
    exact = applied([FINDING, other], [replace(WAIVER, at=f"{FINDING.stack}: {WAIVER.at}")])

    assert {"WVR-006"} == {each.code for each in plain} - {FINDING.code}
    assert not any(each.waived_by for each in plain)
    assert [FINDING.stack] == [each.stack for each in exact if each.waived_by]


def test_a_waiver_is_for_one_value():
    """When the waived value changes the waiver covers nothing, though rule and address are the same."""
    changed = replace(FINDING, fingerprint="fedcba9876543210")
    stale, found = applied([changed], [WAIVER])

    assert (changed, True) == (found, found.blocks)
    assert (
        "block[WVR-007] what the waiver of APIGW-001 at aws_api_gateway_rest_api.api#/paths/~1status/get was agreed "
        "for has changed since\n"
        f"  at   {WAIVERS}:2 (waiver.0)\n"
        "  got  0123456789abcdef then, fedcba9876543210 now; it is security: []\n"
        "  fix  fix what was found, or have the value it has now approved anew, with the fingerprint of today\n"
        "  who  ordering\n"
        "  more `paved explain WVR-007`"
    ) == str(stale)


def test_a_value_that_nothing_shows_is_stale_all_the_same():
    """Where a finding has no value to show, the two fingerprints tell that it changed."""
    [stale, _] = applied([replace(FINDING, fingerprint="fedcba9876543210", got="")], [WAIVER])

    assert "0123456789abcdef then, fedcba9876543210 now" == stale.got


def test_one_changed_value_of_two_is_one_too_many():
    """A waiver that covers two findings at one place covers neither once one of them changed."""
    found = applied([FINDING, replace(FINDING, fingerprint="fedcba9876543210", got="security: [{}]")], [WAIVER])

    assert [("WVR-007", True), ("APIGW-001", True), ("APIGW-001", True)] == [(each.code, each.blocks) for each in found]
    assert "0123456789abcdef then, fedcba9876543210 now; it is security: [{}]" == found[0].got


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2027, 2, 28), ""),
        (date(2027, 3, 1), "30 more days"),
        (date(2027, 3, 30), "1 more day"),
        (date(2027, 3, 31), "0 more days"),
    ],
)
def test_a_waiver_warns_a_month_before_it_ends(today, level):
    """From thirty days before its end a waiver is called to mind, and still covers what it is for."""
    found = applied([FINDING], [WAIVER], today)
    told = [each for each in found if each.code == "WVR-008"]

    assert [False] * len(found) == [each.blocks for each in found]
    expected = (Level.WARN, f"the waiver of APIGW-001 at {WAIVER.at} holds for {level}", "2027-03-31", WAIVER.place)
    assert ([expected] if level else []) == [(each.level, each.what, each.got, each.at) for each in told]


@pytest.mark.parametrize(
    ("waiver", "today", "unwaivable", "state"),
    [
        (WAIVER, TODAY, frozenset(), WaiverState.IN_FORCE),
        (WAIVER, date(2027, 2, 28), frozenset(), WaiverState.IN_FORCE),
        (WAIVER, date(2027, 3, 1), frozenset(), WaiverState.EXPIRING),
        (WAIVER, date(2027, 3, 31), frozenset(), WaiverState.EXPIRING),
        (WAIVER, date(2027, 4, 1), frozenset(), WaiverState.EXPIRED),
        (WAIVER, date(2026, 3, 30), frozenset(), WaiverState.IN_FORCE),
        (WAIVER, date(2026, 3, 29), frozenset(), WaiverState.TOO_LONG),
        (replace(WAIVER, approver="x"), date(2027, 4, 1), frozenset(), WaiverState.UNAPPROVED),
        (replace(WAIVER, approver="x"), TODAY, frozenset({"APIGW-001"}), WaiverState.UNWAIVABLE),
        (WAIVER, TODAY, frozenset({"WAF-001"}), WaiverState.IN_FORCE),
    ],
)
def test_much_is_seen_without_a_synth(waiver, today, unwaivable, state):
    """Who approved, until when and whether it may be waived at all are told by the waiver, packs and registry."""
    assert state == state_of(waiver, today=today, owners=OWNERS, unwaivable=unwaivable, platform="platform")


def test_the_states_that_hold():
    """A waiver covers what it is for as long as it is in force, also while it is about to end."""
    assert {WaiverState.IN_FORCE, WaiverState.EXPIRING} == {state for state in WaiverState if state.holds}
    assert set(WaiverState) - {WaiverState.IN_FORCE} == set(STATE_OF.values())


def test_a_waiver_without_end_says_by_when():
    """The message gives the last day that would do."""
    [endless, _] = applied([FINDING], [replace(WAIVER, expires=date(2028, 1, 1))])

    assert (
        f"block[WVR-005] the waiver of APIGW-001 at {WAIVER.at} lasts longer than a year\n"
        f"  at   {WAIVERS}:2 (waiver.0)\n"
        "  got  2028-01-01\n"
        "  fix  let it end by 2027-12-02, and ask again then\n"
        "  who  ordering\n"
        "  more `paved explain WVR-005`"
    ) == str(endless)


def test_an_unapproved_waiver_says_whom_to_ask():
    """The message names the approver once, and who could have been asked."""
    [found, _] = applied([FINDING], [replace(WAIVER, approver="quoting-leads")])
    [nobody, _] = apply_waivers([FINDING], [WAIVER], today=TODAY, owners={}, unwaivable=frozenset())

    assert ("quoting-leads may not approve a waiver of ordering", "", "ask one of ordering-leads, platform-leads") == (
        found.what,
        found.got,
        found.fix,
    )
    assert "ask one of its owners: the registry names none" == nobody.fix


def test_the_platforms_own_domain_may_have_any_name():
    """Owners of the domain that the registry calls the platform approve, whatever its name."""
    owners = {"ordering": (), "core": ("platform-leads",)}

    assert [FINDING.code] == [
        each.code
        for each in apply_waivers(
            [FINDING], [WAIVER], today=TODAY, owners=owners, unwaivable=frozenset(), platform="core"
        )
    ]


def test_every_fault_has_its_name():
    """The names that reports show, by code."""
    far, gone = replace(WAIVER, expires=date(2029, 1, 1)), replace(WAIVER, expires=date(2026, 1, 1))
    soon, moved = replace(WAIVER, expires=TODAY), replace(WAIVER, at="aws_x.y")
    reports = [
        *applied([FINDING], [far]),
        *applied([FINDING], [gone]),
        *applied([FINDING], [soon]),
        *applied([FINDING], [moved]),
        *applied([FINDING], [replace(WAIVER, approver="x")]),
        *applied([FINDING], [replace(WAIVER, fingerprint="")]),
        *applied([FINDING], [WAIVER], unwaivable=frozenset({"APIGW-001"})),
        *applied([FINDING, replace(FINDING, stack="b")], [WAIVER]),
    ]

    assert {
        "APIGW-001": "open-operation",
        "WVR-001": "expired-waiver",
        "WVR-002": "unmatched-waiver",
        "WVR-003": "unwaivable-rule",
        "WVR-004": "unapproved-waiver",
        "WVR-005": "endless-waiver",
        "WVR-006": "ambiguous-waiver",
        "WVR-007": "stale-waiver",
        "WVR-008": "expiring-waiver",
    } == {each.code: each.name for each in reports}
    assert "fix what was found, or ask the platform team now; from then on it blocks" in {each.fix for each in reports}


def test_a_rule_nobody_may_waive_and_an_ambiguous_address_say_what_to_do():
    """Each message leads on: fix it, or name the stack."""
    [unwaivable, _] = applied([FINDING], [WAIVER], unwaivable=frozenset({"APIGW-001"}))
    [ambiguous] = [
        each
        for each in applied([FINDING, replace(FINDING, stack="archive-public")], [WAIVER])
        if each.code == "WVR-006"
    ]

    assert ("unwaivable-rule", "a pack lets nobody waive APIGW-001", "", "fix what was found, and drop the waiver") == (
        unwaivable.name,
        unwaivable.what,
        unwaivable.got,
        unwaivable.fix,
    )
    assert (
        "ambiguous-waiver",
        "the waiver of APIGW-001 would cover findings in several stacks",
        "archive-public, ordering-public",
        f'write at = "archive-public: {WAIVER.at}", and another waiver for each other stack',
    ) == (ambiguous.name, ambiguous.what, ambiguous.got, ambiguous.fix)


def test_the_first_of_two_waivers_counts():
    """Where two waivers cover one finding, by address and by operationId, the first in the file is named."""
    second = replace(WAIVER, at="getStatus", place=Place(WAIVERS, 20, "waiver.1"))

    for waivers in ([WAIVER, second], [second, WAIVER]):
        assert [WAIVER] == [each.waiver for each in applied([FINDING], waivers)]
