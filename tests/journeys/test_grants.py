"""
Domains hand each other paths, scopes and events: it takes both, it is dated, and a half says what is missing.
"""

from __future__ import annotations

import pytest

DELEGATION = """\
# Consumers look for tracking beside their order; the data is delivery's.
[[delegations]]
host = "public"
prefix = "/ordering/v1/tracking"
from = "ordering"
to = "delivery"
reason = "order tracking is served from delivery's milestones until ordering has its own read model"
expires = 2027-06-30
"""
ACCEPTANCE = 'accepts = [{ from = "ordering", host = "public", prefix = "/ordering/v1/tracking" }]\n'
GRANT = """\
[[grants]]
kind = "scope"
from = "ordering"
to = "delivery"
name = "ordering/orders.read"
reason = "order tracking stands beside the order, for the same readers"
expires = 2027-06-30
"""
DAY = ("--as-of", "2027-01-15")


def test_delivery_serves_what_ordering_delegated(sample):
    """
    With both halves there, delivery's API is mounted under ordering's prefix and opened by ordering's scope.
    """
    ended = sample.paved("synth", "delivery", *DAY)

    assert (0, "") == (ended.code, ended.error)
    written = sample.output()["stacks/delivery-tracking-public/cdk.tf.json"].decode()
    assert "ordering/orders.read" in written
    owner = sample.paved("whoowns", "GET", "/ordering/v1/tracking/42", *DAY, "--format", "json").json
    assert ("Accepted", "delivery", "delivery-tracking-public", "/ordering/v1/tracking") == (
        owner["status"],
        owner["owner"],
        owner["route"]["stack"],
        owner["mapping"],
    )


@pytest.mark.parametrize(
    ("half", "fix"),
    [
        (
            ACCEPTANCE,
            'delivery adds {from = "ordering", host = "public", prefix = "/ordering/v1/tracking"} to its accepts',
        ),
        (
            DELEGATION,
            'ask ordering to add [[delegations]] with host = "public", prefix = "/ordering/v1/tracking", '
            'to = "delivery", a reason and an expires, or drop it here',
        ),
    ],
)
def test_either_half_of_a_delegation_alone_is_refused(sample, half, fix):
    """
    Removing the acceptance or the delegation refuses delivery's route at its line, and names the half that is missing.
    """
    sample.replace("platform.toml", half, "")

    ended = sample.paved("synth", "delivery", *DAY, "--format", "json")

    line = sample.line("delivery/tracking.yaml", "    get:")
    [blocking] = [one for one in ended.json["findings"] if one["level"] == "block"]
    assert (1, "OWN-004", "delivery", fix) == (ended.code, blocking["code"], blocking["owner"], blocking["fix"])
    assert (
        "/ordering/v1/tracking/{orderId} belongs to ordering; its delegation to delivery is only half there"
        == (blocking["what"])
    )
    assert ("stacks/domains/delivery/tracking.yaml", True) == (
        blocking["at"]["file"],
        line <= blocking["at"]["line"] <= line + 1,
    )
    assert {} == sample.output()


def test_a_delegation_that_has_ended_is_told_from_half_a_one(sample):
    """
    The day after its last, the path is its owner's again; before that, 30 days of warning name what relies on it.
    """
    warned = sample.paved("synth", "delivery", "--as-of", "2027-06-01", "--format", "json")
    ended = sample.paved("synth", "delivery", "--as-of", "2027-07-01", "--format", "json")

    terms = {one["what"]: one["got"] for one in warned.json["findings"] if one["code"] == "OWN-032"}
    assert 0 == warned.code
    assert {
        "ordering's delegation of /ordering/v1/tracking to delivery ends in 29 days, on 2027-06-30": (
            "1 relies on it, such as GET /ordering/v1/tracking/{orderId}"
        ),
        "ordering's grant of ordering/orders.read to delivery ends in 29 days, on 2027-06-30": (
            "1 relies on it, such as getOrderTracking"
        ),
        "ordering's grant of meridian.ordering/ServiceOrder* to delivery ends in 29 days, on 2027-06-30": "",
    } == terms
    assert 1 == ended.code
    assert {"OWN-005", "OWN-027"} == {one["code"] for one in ended.json["findings"] if one["level"] == "block"}


def test_anothers_scope_needs_its_owners_grant(sample):
    """
    Without the grant, delivery's operation is refused with the lines that ordering would write; ordering is not.
    """
    sample.replace("platform.toml", GRANT, "")

    refused = sample.paved("synth", "delivery", *DAY)

    assert 1 == refused.code
    assert (
        "block[OWN-025] getOrderTracking: ordering/orders.read belongs to ordering; delivery may not ask for it"
        in refused.out
    )
    assert (
        'fix  ask ordering to add [[grants]] with kind = "scope", from = "ordering", to = "delivery", '
        'name = "ordering/orders.read", a reason and an expires'
    ) in refused.out
    assert 0 == sample.paved("synth", "ordering", *DAY).code


def test_an_owner_cannot_drop_a_scope_that_it_has_granted(sample):
    """
    Where ordering's contract no longer declares the scope, its own synth is refused for as long as the grant stands.
    """
    sample.replace("ordering/openapi.yaml", "ordering/orders.read", "ordering/orders.view")

    ended = sample.paved("synth", "ordering", *DAY, "--format", "json")

    [blocking] = [one for one in ended.json["findings"] if one["level"] == "block"]
    assert ("OWN-028", "ordering", "declare the scope in a contract, or remove the grant") == (
        blocking["code"],
        blocking["owner"],
        blocking["fix"].partition(";")[0],
    )


def test_a_contradicting_source_fails_its_own_domain_only(sample):
    """
    Suppliers claims a source below ordering's: its synth is refused, ordering's is not.
    """
    sample.replace("platform.toml", '"meridian.suppliers"', '"meridian.ordering.suppliers"')

    refused, fine = sample.paved("synth", "suppliers", *DAY), sample.paved("synth", "ordering", *DAY)

    assert (1, 0) == (refused.code, fine.code)
    assert (
        "block[OWN-031] meridian.ordering.suppliers of suppliers overlaps with meridian.ordering of ordering"
        in refused.out
    )


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (
            ("EVENT", "meridian.ordering/ServiceOrderPlaced"),
            0,
            "  subscribe  delivery until 2027-06-30, platform.toml:",
        ),
        (("event", "meridian.ordering.lines/Added"), 1, "  claim      meridian.ordering by ordering, platform.toml:"),
        (("EVENT", "meridian.ordering.lines/Added"), 1, "  status     Orphaned"),
        (("EVENT", "meridian.ordering.lines/Added"), 1, "  hint       no event contract of ordering declares it"),
        (
            ("EVENT", "meridian.ordering/ServiceOrderPlacd"),
            1,
            "declares it; did you mean meridian.ordering/ServiceOrderPlaced?",
        ),
        (("EVENT", "meridian.orderings/Placed"), 1, "  hint       did you mean meridian.ordering?"),
        (("EVENT", "aws.s3/ObjectCreated"), 1, "  status     Reserved"),
        (("SCOPE", "ordering/orders.read"), 0, "  grant      delivery until 2027-06-30, platform.toml:"),
        (("SCOPE", "ordering/orders.read"), 0, "  opens      getOrderTracking of delivery-tracking-public, "),
        (("SCOPE", "ordering/orders.raed"), 1, "  status     Orphaned"),
        (
            ("SCOPE", "ordering/orders.raed"),
            1,
            "  hint       no contract of ordering declares it; did you mean ordering/orders.read?",
        ),
        (("SCOPE", "billing/read"), 1, "  ask        platform (The platform: hosts, identity, policy)"),
    ],
)
def test_whose_an_event_or_a_scope_is(sample, asked, code, said):
    """
    `paved whoowns` answers for events and scopes as for URLs: the claim, who was granted what, and whom to ask.
    """
    ended = sample.paved("whoowns", *asked, *DAY)

    assert code == ended.code
    assert said in ended.out


@pytest.mark.parametrize("asked", [("EVENT", "meridian.quoting/QuoteExpired"), ("SCOPE", "quoting/quotes.read")])
def test_what_another_repository_declares_is_not_doubted_from_here(sample, asked):
    """
    Whether a domain without a folder here declares an event or a scope cannot be seen, and the answer says so.
    """
    here = sample.paved("whoowns", *asked, *DAY)
    sample.path("quoting/stack.py").unlink()
    away = sample.paved("whoowns", *asked, *DAY)

    assert (0, False) == (here.code, "hint" in here.out)
    assert 0 == away.code
    assert "  hint       the contracts of quoting are in another repository" in away.out


def test_what_is_no_event_or_scope_is_refused(sample):
    """
    A wildcard, another spelling or half a name is told how it is written.
    """
    wide, upper, half = (
        sample.paved("whoowns", *asked)
        for asked in (("EVENT", "meridian.*/X"), ("EVENT", "Meridian.ordering/X"), ("SCOPE", "ordering"))
    )

    assert "error[OWN-026] an event has no wildcards" in wide.err
    assert "fix  write meridian.ordering/X" in upper.err
    assert "error[OWN-012] a scope is a prefix, a slash and a name" in half.err
    assert (2, 2, 2) == (wide.code, upper.code, half.code)


def test_the_answer_is_there_for_machines(sample):
    """
    `--format json` gives the owner, the grants with whether they hold, and the operations that a scope opens.
    """
    found = sample.paved("whoowns", "SCOPE", "ordering/orders.read", "--as-of", "2027-07-01", "--format", "json").json

    assert ("Accepted", "ordering", [("delivery", False)]) == (
        found["status"],
        found["owner"],
        [(one["domain"], one["holds"]) for one in found["grants"]],
    )
    assert "getOrderTracking" in {one["operation"] for one in found["opens"]}
