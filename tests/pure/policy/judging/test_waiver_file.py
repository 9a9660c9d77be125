"""
A waiver is a contract: complete, owned, dated, and for one value at one place.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import WaiverError
from platform_constructs.policy.judging.waiver_file import MISSING, read_waivers
from tests.pure.policy.samples import WAIVER, WAIVERS

TEXT = """# What ordering lives with for now.
[[waiver]]
rule = "APIGW-001"
at = "aws_api_gateway_rest_api.api#/paths/~1status/get"
fingerprint = "0123456789abcdef"
reason = "the status page is read by partners' monitors before they hold a token"
owner = "ordering"
approver = "platform-leads"
ticket = "ORD-1841"
expires = 2027-03-31
compensating_control = "it answers one word, and the rate rule holds"
"""


def read(text):
    return read_waivers(text, WAIVERS, domain="ordering", rules_known=frozenset({"APIGW-001", "WAF-001"}))


def test_a_whole_waiver_reads():
    """Every field arrives, with the line it stands at; an empty file holds none."""
    assert ((WAIVER,), ()) == (read(TEXT), read(""))


@pytest.mark.parametrize(
    "key", ["rule", "at", "fingerprint", "reason", "owner", "approver", "ticket", "expires", "compensating_control"]
)
def test_every_field_is_mandatory(key):
    """A waiver that says less is no contract."""
    with pytest.raises(WaiverError) as caught:
        read("\n".join(line for line in TEXT.splitlines() if not line.startswith(f"{key} =")))

    assert ("WVR-012", f"{WAIVERS}:2 (waiver.0.{key})", "nothing") == (
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
        f"  at   {WAIVERS}:12 (waiver.0.expiress)\n"
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
        ("0123456789abcdef", "0123456789abcde", "WVR-017"),
        ("0123456789abcdef", "0123456789abcdef0", "WVR-017"),
        ("0123456789abcdef", "0123456789ABCDEF", "WVR-017"),
        ("0123456789abcdef", "0123456789abcdeg", "WVR-017"),
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


@pytest.mark.parametrize("key", sorted(MISSING))
def test_a_draft_is_not_a_waiver(key):
    """A draft that nobody completed says which text is still empty, and what belongs there."""
    filled = next(line for line in TEXT.splitlines() if line.startswith(f"{key} ="))
    with pytest.raises(WaiverError) as caught:
        read(TEXT.replace(filled, f'{key} = ""'))

    assert (
        "WVR-012",
        f"{key} is still empty",
        "nothing",
        f"write {MISSING[key]}: a waiver is agreed on by people",
    ) == (
        caught.value.code,
        caught.value.what,
        caught.value.got,
        caught.value.fix,
    )


REFUSALS = {
    "another rule": (
        ("APIGW-001", "APIGW-010"),
        ("no rule has this code", "3 (waiver.0.rule)", "APIGW-010", "did you mean APIGW-001?"),
    ),
    "no rule at all": (
        ("APIGW-001", "nonsense"),
        (
            "no rule has this code",
            "3 (waiver.0.rule)",
            "nonsense",
            "write the code from the finding, such as APIGW-001 or CKV_AWS_76",
        ),
    ),
    "another owner": (
        ('owner = "ordering"', 'owner = "quoting"'),
        (
            "this file holds the waivers of ordering",
            "7 (waiver.0.owner)",
            "quoting",
            "write owner = 'ordering', or move the waiver to its owner's file",
        ),
    ),
    "a pattern": (
        ("~1status/get", "*"),
        (
            "a waiver covers one place",
            "4 (waiver.0.at)",
            "aws_api_gateway_rest_api.api#/paths/*",
            "write one waiver for each address that the findings name",
        ),
    ),
    "twice": (
        (TEXT, TEXT + TEXT),
        ("APIGW-001 is waived twice here", "15 (waiver.1.at)", WAIVER.at, "drop one of the two"),
    ),
    "no list": (
        (TEXT, "waiver = 1"),
        ("waivers are a list of at most 1000 tables", "1 (waiver)", "1", "write [[waiver]] above each"),
    ),
}


@pytest.mark.parametrize("case", sorted(REFUSALS))
def test_a_refusal_says_what_where_and_what_to_do(case):
    """What is wrong, the file with line and key, the value and the way out."""
    (old, new), (what, where, got, fix) = REFUSALS[case]
    with pytest.raises(WaiverError) as caught:
        read(TEXT.replace(old, new))

    assert (what, f"{WAIVERS}:{where}", got, fix) == (
        caught.value.what,
        caught.value.at,
        caught.value.got,
        caught.value.fix,
    )


def test_a_domain_may_have_a_thousand_waivers():
    """One more is refused."""
    thousand = "".join(TEXT.replace("~1status", f"~1{number}") for number in range(1_000))

    assert 1_000 == len(read(thousand))
    with pytest.raises(WaiverError) as caught:
        read(thousand + TEXT)

    assert ("WVR-012", "a list of 1001") == (caught.value.code, caught.value.got)


def test_what_only_people_can_say():
    """A machine knows the rule, place, value and owner; the reason, approver, ticket and safeguard come from people."""
    assert {"approver", "compensating_control", "reason", "ticket"} == set(MISSING)


def test_a_wrong_fingerprint_says_where_to_get_one():
    """Whoever has none is told the command that shows it."""
    with pytest.raises(WaiverError) as caught:
        read(TEXT.replace("0123456789abcdef", "?"))

    assert (
        "error[WVR-017] a fingerprint is 16 digits and letters from a to f\n"
        f"  at   {WAIVERS}:5 (waiver.0.fingerprint)\n"
        "  got  ?\n"
        "  fix  run `paved waivers draft APIGW-001 ADDRESS`, which shows it\n"
        "  more `paved explain WVR-017`"
    ) == str(caught.value)
