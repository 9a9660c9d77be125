"""
The registry's claims agree with each other, or the domain whose entry is wrong hears of it.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from platform_constructs.ownership.check import check_claims
from tests.pure.ownership.small_world import TODAY, delegation, organisation

CLAIMS = {"ordering": ["/ordering"], "quoting": ["/quoting"], "delivery": ["/delivery"], "platform": ["/"]}


def _said(**changes) -> list[tuple[str, str, str, str]]:
    world = organisation({**CLAIMS, **changes.pop("claims", {})}, **changes)
    return [(one.code, one.level.name, one.owner, one.what) for one in check_claims(world, today=TODAY)]


def test_claims_beside_each_other_agree():
    """Prefixes beside each other, below the platform's claim of the whole host, are in order."""
    assert _said() == []


def test_overlapping_claims_name_both_and_a_request():
    """A claim within another domain's is refused with both owners, both places and a request; the other is warned."""
    world = organisation({**CLAIMS, "delivery": ["/ordering/v1/tracking"]})

    assert [str(one) for one in check_claims(world, today=TODAY)] == [
        "warn[OWN-003] delivery cuts a hole in /ordering of ordering: /ordering/v1/tracking for delivery\n"
        "  at   platform.toml:10\n"
        "  got  GET https://api.meridian.example/ordering/v1/tracking is nobody's until one of them yields\n"
        "  fix  have delivery change platform.toml:30, or delegate /ordering/v1/tracking to delivery\n"
        "  who  ordering\n"
        "  more `paved explain OWN-003`",
        "block[OWN-003] /ordering/v1/tracking of delivery overlaps with /ordering of ordering\n"
        "  at   platform.toml:30\n"
        "  got  GET https://api.meridian.example/ordering/v1/tracking would be both domains'\n"
        "  fix  change one, or have one delegate to the other; ordering's is at platform.toml:10\n"
        "  who  delivery\n"
        "  more `paved explain OWN-003`",
    ]


def test_equal_claims_are_both_wrong():
    """Two domains that claim one prefix both hear of it: nothing is decided by who came first."""
    assert _said(claims={"delivery": ["/%6Frdering/"]}) == [
        ("OWN-003", "BLOCK", "ordering", "/ordering of ordering overlaps with /ordering of delivery"),
        ("OWN-003", "BLOCK", "delivery", "/ordering of delivery overlaps with /ordering of ordering"),
    ]


def test_a_neighbour_by_spelling_is_no_overlap():
    """`/order` and `/ordering` are different segments."""
    assert _said(claims={"delivery": ["/order"]}) == []


def test_a_domain_may_claim_within_its_own():
    """A domain's own narrower claim is a second place to mount an API."""
    assert _said(claims={"ordering": ["/ordering", "/ordering/v2"]}) == []


def test_a_claim_that_stands_twice_is_a_warning():
    """The same claim of the same domain, however it is written, is said once too often."""
    assert _said(claims={"ordering": ["/ordering", "/ordering/"]}) == [
        ("OWN-007", "WARN", "ordering", "/ordering stands twice for ordering")
    ]


def test_only_the_platform_claims_a_whole_host():
    """A claim of / by anybody else is refused, and does not harm the others."""
    assert _said(claims={"ordering": ["/"]}) == [
        ("OWN-010", "BLOCK", "ordering", "ordering claims every path of host public; only the platform may")
    ]


@pytest.mark.parametrize("prefix", ["/ping", "/sping/x", "/.well-known/api-catalog", "/status/v1"])
def test_reserved_prefixes_are_nobodys(prefix: str):
    """What API Gateway, the host or the registry reserves cannot be claimed."""
    assert _said(claims={"ordering": [prefix]}, reserved=["/status"]) == [
        ("OWN-006", "BLOCK", "ordering", f"{prefix} is reserved; ordering may not claim it")
    ]


def test_a_delegation_in_order_is_silent():
    """Delegated and accepted, a part of one's own and not expired: nothing to say."""
    assert _said(delegations=[delegation("ordering", "delivery", "/ordering/v1/tracking")]) == []


def test_half_a_delegation_warns_whoever_has_to_act():
    """A delegation nobody accepted, and an acceptance nobody delegated, give nothing and are said."""
    offered = delegation("ordering", "delivery", "/ordering/v1/tracking", accepted=False)

    found = _said(delegations=[offered], half_accepted={"quoting": [("ordering", "/ordering/v1/prices")]})

    lacking = "was not both delegated by ordering and accepted by"
    assert found == [
        ("OWN-004", "WARN", "quoting", f"/ordering/v1/prices {lacking} quoting"),
        ("OWN-004", "WARN", "delivery", f"/ordering/v1/tracking {lacking} delivery"),
    ]


def test_a_delegation_holds_on_its_last_day_and_not_after():
    """The expiry date still counts; the day after, the delegation is over."""
    world = organisation(CLAIMS, delegations=[delegation("ordering", "delivery", "/ordering/v1", expires=TODAY)])

    assert check_claims(world, today=TODAY) == ()
    assert [one.code for one in check_claims(world, today=TODAY + timedelta(days=1))] == ["OWN-005"]


@pytest.mark.parametrize(
    ("prefix", "code", "what"),
    [
        ("/ordering", "OWN-002", "ordering may delegate a part of /ordering to delivery, not all of it"),
        ("/quoting/v1", "OWN-002", "/quoting/v1 belongs to quoting; ordering may not delegate it to delivery"),
        ("/ordering/../quoting", "OWN-002", "/quoting belongs to quoting; ordering may not delegate it to delivery"),
        ("/ping/x", "OWN-006", "/ping/x is reserved; ordering may not claim it"),
    ],
)
def test_nobody_delegates_what_is_not_theirs(prefix: str, code: str, what: str):
    """A delegation must be a strict part of what its owner holds."""
    found = _said(delegations=[delegation("ordering", "delivery", prefix)])

    assert found == [(code, "BLOCK", "ordering", what)]


def test_what_nobody_holds_cannot_be_delegated():
    """Without any claim above it, a delegation gives nothing."""
    assert _said(claims={"platform": []}, delegations=[delegation("ordering", "delivery", "/nowhere/v1")]) == [
        ("OWN-001", "BLOCK", "ordering", "/nowhere/v1 is nobody's; ordering may not delegate it to delivery")
    ]


def test_one_part_is_not_delegated_twice():
    """Two delegations that overlap contradict each other, unless the second is the receiver's own."""
    first = delegation("ordering", "delivery", "/ordering/v1/tracking", line=90)
    twice = delegation("ordering", "quoting", "/ordering/v1/tracking/prices", line=95)
    passed_on = delegation("delivery", "quoting", "/ordering/v1/tracking/prices", line=95)

    overlap = "/ordering/v1/tracking/prices of quoting overlaps with /ordering/v1/tracking of delivery"
    hole = "ordering cuts a hole in /ordering/v1/tracking of delivery: /ordering/v1/tracking/prices for quoting"
    assert _said(delegations=[first, twice]) == [
        ("OWN-003", "WARN", "delivery", hole),
        ("OWN-003", "BLOCK", "ordering", overlap),
    ]
    assert _said(delegations=[passed_on, first]) == []


def test_a_bad_claim_harms_its_own_domain_only():
    """Whatever one domain claims, no finding is owned by a domain that did nothing wrong."""
    world = organisation(
        {**CLAIMS, "delivery": ["/", "/ping", "/ordering/v1", "/delivery"]},
        delegations=[delegation("delivery", "quoting", "/ordering/v1/x", expires=date(2020, 1, 1))],
    )

    assert {one.owner for one in check_claims(world, today=TODAY) if one.blocks} == {"delivery"}
