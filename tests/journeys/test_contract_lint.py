"""
Contracts come under the API standard: the platform team names a profile, a domain mends, waives, or takes a baseline.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ORDERING = "ordering/openapi.yaml"
BASELINE = "ordering/openapi.baseline.toml"
GOOD, BAD, WORSE = "operationId: listOrders", "operationId: all_orders", "operationId: Service_Orders"
ON = "2026-12-01"
DONE = {
    "reason": "clients were generated from it",
    "approver": "platform-team",
    "ticket": "ORD-11",
    "compensating_control": "the next major version renames it",
}
ONE_RULE = """
summary = "Nothing but names of operations."

[levels]
operation-id = "block"
"""
STANDARD = """

[contracts]
profile = "names-only"
"""


@pytest.fixture(name="held")
def _held(sample):
    """A sample whose contracts are held to one rule, by a profile of its own, and whose baseline is not taken yet."""
    sample.path(BASELINE).unlink(missing_ok=True)
    registry = sample.path("platform.toml").read_text(encoding="utf-8")
    sample.write("platform.toml", re.sub(r"(?m)^\[contracts[^\[]*", "", registry) + STANDARD)
    profile = sample.root / "contract-profiles" / "names-only.toml"
    profile.parent.mkdir()
    profile.write_text(ONE_RULE, encoding="utf-8")
    return sample


def lint(sample, *arguments):
    return sample.paved("contract", "lint", *arguments, "--as-of", ON)


def codes(ended):
    return [(one["code"], one["at"]["pointer"], one["blocks"]) for one in ended.json["findings"]]


def complete(sample, drafted):
    """Fill in what people have to say."""
    for key, said in DONE.items():
        drafted = drafted.replace(f'{key} = ""', f'{key} = "{said}"')
    sample.write("ordering/waivers.toml", drafted)


def test_a_synth_refuses_what_the_profile_blocks(held):
    """A contract that breaks a blocking rule is not built, and its owner is told the line and what to do."""
    held.replace(ORDERING, GOOD, BAD)
    line = held.line(ORDERING, BAD)

    ended = held.paved("synth", "ordering", "--as-of", ON)

    assert ended.code == 1
    assert (
        "block[API-018] the operationId is not a verb and a noun in one word\n"
        f"  at   stacks/domains/ordering/openapi.yaml:{line} (/paths/~1ordering~1v1~1orders/get/operationId)\n"
        "  in   ordering-public: all_orders\n"
        "  got  all_orders\n"
    ) in ended.out
    assert "synth: refused; nothing was written, the earlier output is untouched" in ended.out
    assert not (held.root / "cdktf.out").exists()


def test_where_nobody_names_a_profile_nothing_is_refused(held):
    """A registry without [contracts] is not bound by a standard that came with the library; `lint` shows it all."""
    registry = held.path("platform.toml").read_text(encoding="utf-8")
    held.write("platform.toml", registry.replace(STANDARD, ""))
    held.replace(ORDERING, GOOD, BAD)

    synth = held.paved("synth", "ordering", "--as-of", ON, "--format", "json")

    assert (0, []) == (synth.code, [one for one in codes(synth) if one[0].startswith("API-")])
    assert "API-018" in {code for code, _, _ in codes(lint(held, "ordering", "--format", "json"))}


def test_a_waiver_covers_an_operation_until_it_changes(held):
    """A waiver by operationId lets the synth pass; when what it was agreed for has changed, it is stale."""
    held.replace(ORDERING, GOOD, BAD)
    drafted = held.paved("waivers", "draft", "operation-id", "all_orders", "ordering", "--as-of", ON)
    complete(held, drafted.out)

    waived = held.paved("synth", "ordering", "--as-of", ON, "--format", "json")
    listed = held.paved("waivers", "list", "ordering", "--as-of", ON, "--format", "json")
    checked = held.paved("waivers", "check", "ordering", "--as-of", ON)
    held.write("ordering/waivers.toml", drafted_for(held, "0123456789abcdef"))
    stale = lint(held, "ordering", "--format", "json")

    assert (0, ["API-018"]) == (waived.code, [one["code"] for one in waived.json["findings"] if one["waived_by"]])
    assert [("API-018", "in force")] == [(one["rule"], one["state"]) for one in listed.json["waivers"]]
    assert 0 == checked.code
    assert 1 == stale.code
    assert {"API-018", "WVR-007"} == {code for code, _, blocks in codes(stale) if blocks}


def drafted_for(sample, fingerprint):
    text = sample.path("ordering/waivers.toml").read_text(encoding="utf-8")
    return re.sub(r'fingerprint = "[0-9a-f]+"', f'fingerprint = "{fingerprint}"', text)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("API-018", "API-998"), "WVR-002"),
        (('at = "all_orders"', 'at = "somewhereElse"'), "WVR-002"),
        (('approver = "platform-team"', 'approver = "ordering-leads"'), "WVR-004"),
        ((r"expires = ", "expires = 2026-11-30 # "), "WVR-001"),
    ],
)
def test_a_waiver_that_does_not_hold_is_a_finding(held, change, code):
    """An unknown rule, a place where nothing was found, a wrong approver and a passed date are all told."""
    held.replace(ORDERING, GOOD, BAD)
    complete(held, held.paved("waivers", "draft", "API-018", "all_orders", "ordering", "--as-of", ON).out)
    held.replace("ordering/waivers.toml", *change)

    ended = lint(held, "ordering", "--format", "json")

    assert 1 == ended.code
    assert {"API-018", code} == {each for each, _, blocks in codes(ended) if blocks}


def test_a_baseline_holds_back_what_is_known_and_only_shrinks(held):
    """Today's findings are taken in once; what is new blocks, and what was mended has to leave."""
    held.replace(ORDERING, GOOD, BAD)
    made = held.paved("contract", "baseline", "ordering")
    known = lint(held, "ordering")
    held.replace(ORDERING, BAD, GOOD)
    held.replace(ORDERING, "operationId: getOrder\n", "operationId: Get\n")
    grown = lint(held, "ordering", "--format", "json")
    again = held.paved("contract", "baseline", "ordering")
    left = lint(held, "ordering", "--format", "json")

    assert (0, "stacks/domains/ordering/openapi.baseline.toml: made, with 1 finding\n") == (made.code, made.out)
    assert 0 == known.code
    assert ["API-018", "CON-110"] == sorted(code for code, _, blocks in codes(grown) if blocks)
    assert (1, "1 removed, 1 new finding not taken in: correct or waive; 0 left") == (
        again.code, again.out.strip().partition(": ")[2],
    )  # fmt: skip
    assert ["API-018"] == [code for code, _, _ in codes(left)]


def test_a_baseline_takes_in_a_rule_only_when_it_is_new(held):
    """What a rule finds that was in force when the baseline was made is not taken in, by no option."""
    held.replace(ORDERING, GOOD, BAD)
    held.paved("contract", "baseline", "ordering")

    refused = held.paved("contract", "baseline", "ordering", "--for-rule", "operation-id")

    assert 2 == refused.code
    assert refused.error.startswith(
        "error[CON-111] the baseline was made with API-018 in force, so it takes in no more of it\n"
        "  at   stacks/domains/ordering/openapi.baseline.toml"
    )


def test_any_file_can_be_linted(held, tmp_path: Path):
    """A contract that no stack declares, with no project around, is held to a profile all the same."""
    contract = tmp_path / "their.yaml"
    contract.write_text(
        "openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: x}}}}}\n",
        encoding="utf-8",
    )
    held.root = tmp_path

    ended = lint(held, "their.yaml", "--format", "json")
    explained = lint(held, "their.yaml", "--explain")

    assert 1 == ended.code
    assert [{"file": "their.yaml", "known": 0, "name": "their.yaml", "profile": "standard"}] == [
        {key: value for key, value in one.items() if key != "rules"} for one in ended.json["contracts"]
    ]
    assert ("API-018", "/paths/~1a/get", True) in codes(ended)
    assert "--- API-018\n## What it does" in explained.out


def test_the_registry_may_name_another_profile_for_a_domain_or_audience(held):
    """A domain's own profile counts before its audience's, and that before the organisation's."""
    held.replace("platform.toml", STANDARD, STANDARD + 'audiences = { external = "legacy" }\n')
    held.replace("platform.toml", "[domains.quoting]\n", '[domains.quoting]\ncontract_profile = "external"\n')

    ended = lint(held, "--format", "json")

    assert {"ordering-public": "legacy", "quoting-public": "external"} == {
        one["name"]: one["profile"]
        for one in ended.json["contracts"]
        if one["name"] in ("ordering-public", "quoting-public")
    }


def test_a_profile_that_is_not_there_is_told(held):
    """A registry that names no profile there is stops the synth, with the nearest name."""
    held.replace("platform.toml", '"names-only"', '"name-only"')

    ended = held.paved("synth", "ordering")

    assert (2, True) == (
        ended.code,
        ended.error.startswith(
            "error[CON-107] no contract profile has this name\n  at   platform.toml (contracts.profile)"
        ),
    )
    assert "did you mean names-only?" in ended.error


def test_a_rule_that_is_unknown_to_a_profile_stops_everything(held):
    """A profile that cannot be read is an error at its line, never a profile that asks less."""
    profile = held.root / "contract-profiles" / "names-only.toml"
    profile.write_text(ONE_RULE.replace("operation-id", "operation-ids"), encoding="utf-8")

    ended = lint(held, "ordering")

    assert 2 == ended.code
    assert ended.error.startswith(
        "error[CON-104] the profile names a contract rule nobody wrote\n"
        "  at   contract-profiles/names-only.toml:5 (levels.operation-ids)"
    )
    assert "did you mean operation-id?" in ended.error


def test_a_profile_that_asks_nothing_is_no_clean_bill(held):
    """A profile for events finds nothing in an API; that is an error, not an answer."""
    ended = lint(held, "ordering", "--profile", "events")

    assert (2, "error[CON-112] the profile asks nothing of APIs, so that it would let everything through") == (
        ended.code,
        ended.error.splitlines()[0],
    )


def test_the_rules_are_listed_with_their_levels(held):
    """`paved contract rules` shows what a profile makes of each rule, and `explain` a rule's documentation."""
    listed = held.paved("contract", "rules", "--profile", "names-only", "--format", "json")
    shown = held.paved("contract", "rules", "--profile", "legacy")
    explained = held.paved("explain", "operation-id")

    levels = {one["code"]: one["level"] for one in listed.json["rules"]}
    assert ["API-018"] == [code for code, level in levels.items() if level != "off"]
    assert re.search(r"^API-018 +operation-id +warn +Finds operations without an operationId", shown.out, re.MULTILINE)
    assert explained.out.startswith("API-018 operation-id\n\n## What it does\n")
