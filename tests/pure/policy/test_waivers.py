"""
A waiver is a contract: complete, owned, dated, and about something that is there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from platform_constructs.errors import WaiverError
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import Waiver
from platform_constructs.policy.waivers import apply_waivers, read_waivers
from tests.pure.policy.samples import AT, TODAY

FILE = "stacks/domains/ordering/waivers.toml"
TEXT = """# What ordering lives with for now.
[[waiver]]
rule = "APIGW-001"
at = "aws_api_gateway_rest_api.api#/paths/~1status/get"
reason = "the status page is read by partners' monitors before they hold a token"
owner = "ordering"
approver = "platform-leads"
ticket = "ORD-1841"
expires = 2027-03-31
compensating_control = "it answers one word, and the rate rule holds"
"""
WAIVER = Waiver(
    rule="APIGW-001",
    at="aws_api_gateway_rest_api.api#/paths/~1status/get",
    reason="the status page is read by partners' monitors before they hold a token",
    owner="ordering",
    approver="platform-leads",
    ticket="ORD-1841",
    expires=date(2027, 3, 31),
    compensating_control="it answers one word, and the rate rule holds",
    place=Place(FILE, 2, "waiver.0"),
)
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
)
OWNERS = {"ordering": ("ordering-leads",), "platform": ("platform-leads",), "quoting": ("quoting-leads",)}


def read(text):
    return read_waivers(text, FILE, domain="ordering", rules_known=frozenset({"APIGW-001", "WAF-001"}))


def applied(findings, waivers, today=TODAY, unwaivable=frozenset()):
    return apply_waivers(findings, waivers, today=today, owners=OWNERS, unwaivable=unwaivable)


def test_a_whole_waiver_reads():
    """Every field arrives, with the line it stands at; an empty file holds none."""
    assert ((WAIVER,), ()) == (read(TEXT), read(""))


@pytest.mark.parametrize(
    "key", ["rule", "at", "reason", "owner", "approver", "ticket", "expires", "compensating_control"]
)
def test_every_field_is_mandatory(key):
    """A waiver that says less is no contract."""
    with pytest.raises(WaiverError) as caught:
        read("\n".join(line for line in TEXT.splitlines() if not line.startswith(f"{key} =")))

    assert ("WVR-012", f"{FILE}:2 (waiver.0.{key})", "nothing") == (
        caught.value.code,
        caught.value.at,
        caught.value.got,
    )


def test_an_unknown_key_says_what_was_meant():
    """A misspelt field would be a missing one."""
    with pytest.raises(WaiverError) as caught:
        read(TEXT + 'expiress = "never"\n')

    assert (
        "error[WVR-011] nobody reads this key\n"
        f"  at   {FILE}:11 (waiver.0.expiress)\n"
        "  got  expiress\n"
        "  fix  did you mean expires?\n"
        "  more `paved explain WVR-011`"
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (TEXT, "waiver = 1", "WVR-012"),
        (TEXT, "waiver = [1]", "WVR-012"),
        (TEXT, "[waiver]\nrule = 'x'", "WVR-012"),
        (TEXT, "[[waivers]]", "WVR-011"),
        (TEXT, "= =", "WVR-010"),
        ("2027-03-31", '"2027-03-31"', "WVR-012"),
        ("2027-03-31", "2027-03-31T10:00:00", "WVR-012"),
        ('"ORD-1841"', "1841", "WVR-012"),
        ('"ORD-1841"', '" "', "WVR-012"),
        ('"ORD-1841"', '"\\u001b[2J"', "WVR-012"),
        ('"ORD-1841"', f'"{"x" * 3_000}"', "WVR-012"),
        ("APIGW-001", "APIGW-010", "WVR-013"),
        ("APIGW-001", "CKV_AWS", "WVR-013"),
        ('owner = "ordering"', 'owner = "quoting"', "WVR-014"),
        ("~1status/get", "*", "WVR-015"),
        (TEXT, TEXT + TEXT, "WVR-016"),
    ],
)
def test_a_malformed_waiver_is_refused(old, new, code):
    """Wrong types, strangers, patterns and repeats are refused by line."""
    with pytest.raises(WaiverError) as caught:
        read(TEXT.replace(old, new))

    assert code == caught.value.code


def test_a_checkov_check_can_be_waived():
    """Its id is known by its form."""
    assert "CKV2_AWS_29" == read(TEXT.replace("APIGW-001", "CKV2_AWS_29"))[0].rule


def test_hostile_waivers_are_refused():
    """A file of fifty thousand empty waivers is refused."""
    with pytest.raises(WaiverError):
        read("[[waiver]]\n" * 49_000)


@pytest.mark.parametrize("at", [FINDING.address, "getStatus"])
def test_a_waiver_covers_what_it_names(at):
    """By Terraform address or by operationId, the finding stays listed, marked, and no longer blocks."""
    [found] = applied([FINDING], [replace(WAIVER, at=at)])

    assert replace(FINDING, waived_by=f"{FILE}:2 (waiver.0)") == found
    assert not found.blocks


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
        f"  at   {FILE}:2 (waiver.0)\n"
        "  got  aws_api_gateway_rest_api.api#/paths/~1status/get\n"
        "  fix  drop it; if the finding moved, write the address it has now\n"
        "  who  ordering\n"
        "  more `paved explain WVR-002`"
    ) == str(found)


@pytest.mark.parametrize(("today", "codes"), [(date(2027, 3, 31), []), (date(2027, 4, 1), ["WVR-001"])])
def test_a_waiver_holds_until_the_end_of_its_day(today, codes):
    """On its last day it covers; the day after, what was found blocks again and the waiver is reported."""
    found = applied([FINDING], [WAIVER], today)

    assert codes == [each.code for each in found if each.code != "APIGW-001"]
    assert bool(codes) == next(each.blocks for each in found if each.code == "APIGW-001")


def test_an_expired_waiver_says_when():
    """The message names the rule, the place and the date."""
    found = applied([FINDING], [WAIVER], date(2027, 4, 1))

    assert (
        "block[WVR-001] the waiver of APIGW-001 at aws_api_gateway_rest_api.api#/paths/~1status/get has expired\n"
        f"  at   {FILE}:2 (waiver.0)\n"
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
