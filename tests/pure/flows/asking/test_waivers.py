"""
Waivers are listed with how they stand, and drafted for what was found.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date

import pytest

from platform_constructs.errors import DeclarationError, WaiverError
from platform_constructs.flows.asking.waivers import check_waivers, list_waivers
from platform_constructs.flows.beginning.draft_waiver import draft_waiver
from platform_constructs.model.finding import Finding
from platform_constructs.model.place import Place
from platform_constructs.model.scan import CheckovReport
from platform_constructs.model.verdict import Level
from platform_constructs.model.waiver import WaiverState
from platform_constructs.policy.packs.terms import RuleTerm
from tests.pure.flows.small_world import TODAY, Engine, Folder, ask, lawbook, run, world

STACK = "ordering-public"
JOBS = "aws_cloudwatch_log_group.jobs"
WRITTEN = {STACK: {"resource": {"aws_cloudwatch_log_group": {"jobs": {"name": "jobs"}, "kept": {"kms_key_id": "k"}}}}}
WAIVER = """
[[waiver]]
rule = "LOG-001"
at = "aws_cloudwatch_log_group.jobs"
fingerprint = "{fingerprint}"
owner = "ordering"
expires = 2027-02-20
reason = "its key does not exist yet"
approver = "platform-team"
ticket = "ORD-9"
compensating_control = "nothing secret is logged"
"""
NEVER = RuleTerm(Level.BLOCK, waivable=False)


def unscanned(*written, **asked):
    raise AssertionError("nobody asked for checkov")


def scanned(*written, owners, places, **asked):
    """What checkov says: one finding about the same log group."""
    found = Finding(
        "CKV_AWS_158",
        "unencrypted",
        Level.BLOCK,
        "it is plain",
        places[STACK],
        "encrypt it",
        owners[STACK],
        "",
        STACK,
        JOBS,
    )
    return CheckovReport((replace(found, fingerprint="00000000000000cc"),), 1, 0, 1, 0, (), "3.3.30")


def draft(code, at, *wanted, written=WRITTEN, book=None, scan=unscanned, today=TODAY):
    return draft_waiver(
        world(Engine(written), Folder()),
        book or lawbook(),
        ask(*(wanted or ("ordering",)), today=today),
        code,
        at,
        scan,
    )


FINGERPRINT = draft("LOG-001", JOBS).finding.fingerprint


def waiver(fingerprint=FINGERPRINT, **changes):
    """The waiver as a text, with other values for some keys."""
    text = WAIVER.format(fingerprint=fingerprint)
    for key, value in changes.items():
        old = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
        text = text.replace(old, f"{key} = {value}")
    return text


class OneLaw(Folder):
    """The sample's files, where whoever reaches a stack makes no difference to what binds it."""

    def registry(self) -> tuple[str, str]:
        text, name = super().registry()
        return re.sub(r"(?m)^\[audiences\.internal\.packs\]\n(?:.+\n)*", "", text), name


def listed(text, *domains, today=TODAY, book=None, run=run, folder=Folder):
    found = list_waivers(folder({"ordering": text}), run, book or lawbook(), domains=domains, today=today)
    return found, [(one.waiver.rule, one.name, one.state, one.days_left) for one in found.listed]


def test_waivers_are_listed_with_days_left():
    """Each with its rule's name, how it stands and how long it holds."""
    found, told = listed(waiver() + waiver(rule='"CKV_AWS_158"', expires="2026-11-22"))

    assert [("LOG-001", "plain-log", WaiverState.IN_FORCE, 90), ("CKV_AWS_158", "", WaiverState.EXPIRING, 0)] == told
    assert (True, False, ()) == (found.hold, found.synthesised, found.refused)
    assert {WaiverState.IN_FORCE: 1, WaiverState.EXPIRING: 1} == found.counts


@pytest.mark.parametrize(
    ("changes", "today", "state"),
    [
        ({}, date(2027, 2, 21), WaiverState.EXPIRED),
        ({"expires": "2029-01-01"}, TODAY, WaiverState.TOO_LONG),
        ({"approver": '"ordering-leads"'}, TODAY, WaiverState.UNAPPROVED),
    ],
)
def test_a_waiver_that_does_not_hold_is_told_without_a_synth(changes, today, state):
    """Its date and approver say so; the list as a whole does not hold then."""
    found, told = listed(waiver(**changes), today=today)

    assert [state] == [one[2] for one in told]
    assert not found.hold


def test_only_the_domains_asked_for_are_listed():
    """A domain is named as in the registry, or by its folder; another's waivers are left out."""
    assert [] == listed(waiver(), "quoting")[1]
    assert 1 == len(listed(waiver(), "stacks/domains/ordering/")[1])
    with pytest.raises(DeclarationError) as caught:
        listed(waiver(), "orderin")

    assert ("DECL-031", "orderin", "did you mean ordering?") == (caught.value.code, caught.value.got, caught.value.fix)


def test_nothing_is_run_to_list():
    """Declarations, and whatever they import, are left alone where the registry says enough."""

    def never(source, file):
        raise AssertionError("nothing has to run")

    assert [WaiverState.IN_FORCE] == [one[2] for one in listed(waiver(), run=never, folder=OneLaw)[1]]
    always = lawbook({"LOG-001": NEVER})
    assert [WaiverState.UNWAIVABLE] == [one[2] for one in listed(waiver(), run=never, book=always, folder=OneLaw)[1]]


def test_declarations_decide_where_the_registry_does_not():
    """A pack of one audience lets nobody waive: then it matters what the domain declares."""
    asked = []

    def remembers(source, file):
        asked.append(file)
        return run(source, file)

    book = lawbook(outside={"LOG-001": NEVER})

    assert [WaiverState.UNWAIVABLE] == [one[2] for one in listed(waiver(), run=remembers, book=book)[1]]
    assert "stacks/domains/ordering/stack.py" in asked


def check(text, *, written=WRITTEN, scan=unscanned, today=TODAY):
    return check_waivers(
        world(Engine(written), Folder({"ordering": text})), lawbook(), ask("ordering", today=today), scan
    )


def test_a_synth_tells_the_rest():
    """A waiver whose value changed is stale, one that covers nothing unmatched, and one that holds holds."""
    fresh, stale = check(waiver()), check(waiver("0" * 16))
    unmatched = check(waiver(at='"aws_cloudwatch_log_group.kept"'))

    assert [(WaiverState.IN_FORCE, "")] == [(one.state, one.why) for one in fresh.listed]
    assert [
        (
            WaiverState.STALE,
            f"what the waiver of LOG-001 at {JOBS} was agreed for has changed since: "
            f"{'0' * 16} then, {FINGERPRINT} now",
        )
    ] == [(one.state, one.why) for one in stale.listed]
    assert [
        (
            WaiverState.UNMATCHED,
            "the waiver of LOG-001 covers nothing that was found: aws_cloudwatch_log_group.kept",
        )
    ] == [(one.state, one.why) for one in unmatched.listed]
    assert [(True, True), (False, True), (False, True)] == [
        (one.hold, one.synthesised) for one in (fresh, stale, unmatched)
    ]


def test_checkov_is_asked_only_for_its_own():
    """A waiver of one of its checks is held against what it says; without one it does not run."""
    both = check(
        waiver() + waiver("00000000000000cc", rule='"CKV_AWS_158"') + waiver(rule='"CKV_AWS_66"'), scan=scanned
    )

    assert [WaiverState.IN_FORCE, WaiverState.IN_FORCE, WaiverState.UNMATCHED] == [one.state for one in both.listed]


def test_without_a_synth_nothing_is_called_fresh():
    """Where the cheap checks refuse already, why is said, and what is known is listed."""

    class Dispossessed(Folder):
        """The sample, in which ordering owns nothing on the public host."""

        def registry(self):
            text, name = super().registry()
            return text.replace('    { host = "public", prefix = "/ordering" },\n', ""), name

    engine = Engine(WRITTEN)
    found = check_waivers(world(engine, Dispossessed({"ordering": waiver()})), lawbook(), ask("ordering"), unscanned)

    assert (False, False) == (found.synthesised, found.hold)
    assert [WaiverState.IN_FORCE] == [one.state for one in found.listed]
    assert ({True}, []) == ({one.blocks for one in found.refused}, engine.built)


def test_a_draft_has_what_a_machine_knows():
    """Rule, place, fingerprint, owner and ninety days; what people have to say is left empty, with what it says."""
    drafted = draft("LOG-001", JOBS)

    assert (
        "# aws_cloudwatch_log_group.jobs: it has no key\n"
        f"# {drafted.finding.at}\n"
        "[[waiver]]\n"
        'rule = "LOG-001"\n'
        f'at = "{JOBS}"\n'
        f'fingerprint = "{FINGERPRINT}"\n'
        'owner = "ordering"\n'
        "expires = 2027-02-20\n"
        'reason = "" # why the rule cannot be kept\n'
        'approver = "" # one of: platform-team\n'
        'ticket = "" # where the discussion stands\n'
        'compensating_control = "" # what protects instead'
    ) == drafted.toml
    assert ("LOG-001", "") == (
        tomllib.loads(drafted.toml)["waiver"][0]["rule"],
        tomllib.loads(drafted.toml)["waiver"][0]["reason"],
    )


@pytest.mark.parametrize(("code", "at"), [("plain-log", JOBS), ("log-001", f"{STACK}: {JOBS}")])
def test_a_draft_is_asked_for_as_the_finding_prints(code, at):
    """A rule by its name or code in any case, and the address with or without its stack."""
    assert draft("LOG-001", JOBS) == draft(code, at)


def test_a_draft_of_an_operation():
    """
    Asked for by operationId it is drafted for that, asked for by address for this; either way the operation is named
    with its line, as the finding does.
    """
    address = "aws_api_gateway_rest_api.api#/paths/~1v1~1orders/get"
    body = '{"openapi": "3.0.1", "paths": {"/v1/orders": {"get": {"security": []}}}}'
    written = {STACK: {"resource": {"aws_api_gateway_rest_api": {"api": {"body": body}}}}}
    drafts = [draft("APIGW-001", at, written=written) for at in ("listOrders", address)]
    lines = {one.toml.splitlines()[1] for one in drafts}

    assert ["listOrders", address] == [one.at for one in drafts]
    assert [True] == [
        re.fullmatch(r"# stacks/domains/ordering/openapi.yaml:\d+ \(listOrders\)", line) is not None for line in lines
    ]


def test_a_drafted_operation_is_covered():
    """What was drafted by operationId holds once it is complete."""
    body = '{"openapi": "3.0.1", "paths": {"/v1/orders": {"get": {"security": []}}}}'
    written = {STACK: {"resource": {"aws_api_gateway_rest_api": {"api": {"body": body}}}}}
    drafted = draft("APIGW-001", "listOrders", written=written)
    said = waiver(drafted.finding.fingerprint, rule='"APIGW-001"', at=f'"{drafted.at}"')

    standings = check_waivers(world(Engine(written), Folder({"ordering": said})), lawbook(), ask("ordering"), unscanned)

    assert [WaiverState.IN_FORCE] == [one.state for one in standings.listed]


def test_a_draft_of_a_checkov_check():
    """checkov is asked when one of its checks is to be waived."""
    assert "00000000000000cc" == draft("ckv_aws_158", JOBS, scan=scanned).finding.fingerprint


@pytest.mark.parametrize(
    ("code", "at", "what", "fix"),
    [
        (
            "LOG-001",
            "aws_cloudwatch_log_group.job",
            "LOG-001 was not found at this place",
            "did you mean aws_cloudwatch_log_group.jobs?",
        ),
        ("LOG-001", "zzz", "LOG-001 was not found at this place", f"name one of: {STACK}: {JOBS}"),
        ("LOG-002", JOBS, "LOG-002 was not found at all", "there is nothing to waive; found were: LOG-001"),
    ],
)
def test_nothing_is_drafted_for_what_was_not_found(code, at, what, fix):
    """The nearest place, or what was found at all, is named."""
    with pytest.raises(WaiverError) as caught:
        draft(code, at)

    assert ("WVR-018", what, at, fix) == (caught.value.code, caught.value.what, caught.value.got, caught.value.fix)


TWO = {**WRITTEN, "quoting-public": WRITTEN[STACK]}


def test_a_place_in_two_stacks_has_to_name_its_stack():
    """Where two domains have it, the draft is made for the one that is named."""
    with pytest.raises(WaiverError) as caught:
        draft("LOG-001", JOBS, "ordering", "quoting", written=TWO)
    named = draft("LOG-001", f"quoting-public: {JOBS}", "ordering", "quoting", written=TWO)

    assert f"name one of: {STACK}: {JOBS}, quoting-public: {JOBS}" == caught.value.fix
    assert ("quoting", JOBS) == (named.finding.owner, named.at)


def test_nothing_is_drafted_that_nobody_may_waive():
    """Neither a rule that a pack forbids to waive, nor what the gate itself refuses."""
    with pytest.raises(WaiverError) as never:
        draft("LOG-001", JOBS, book=lawbook({"LOG-001": NEVER}))
    unreadable = {
        STACK: {"resource": {"aws_sqs_queue": {"q": {"policy": "${jsonencode({})}"}}, **WRITTEN[STACK]["resource"]}}
    }
    with pytest.raises(WaiverError) as gate:
        draft("GATE-005", "aws_sqs_queue.q#/policy", written=unreadable)

    assert ("WVR-019", "nobody may waive LOG-001", "a pack of this domain says so", "give it a key") == (
        never.value.code,
        never.value.what,
        never.value.got,
        never.value.fix,
    )
    assert ("WVR-019", "it is no rule, and no check of checkov") == (gate.value.code, gate.value.got)
    assert Place(str(never.value.at).split(":")[0]).file == "stacks/domains/ordering/stack.py"
