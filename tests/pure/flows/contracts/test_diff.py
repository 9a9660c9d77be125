"""
The claims of a comparison: what it says, what a waiver accepts of it, and how it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from platform_constructs.contracts.compare.change import Change, Severity
from platform_constructs.errors import ContractError, WaiverError
from platform_constructs.flows.contracts.accept import Acceptance, marks_of, own_waivers
from platform_constructs.flows.contracts.diff_report import DiffReport, FailOn, diff_contracts
from platform_constructs.flows.contracts.draft_acceptance import draft_acceptance
from platform_constructs.flows.contracts.outcome import Compare
from platform_constructs.flows.contracts.side import Pair, Side
from platform_constructs.model.place import Place
from platform_constructs.model.waiver import Waiver
from tests.pure.flows.contracts.small_contracts import API, FILE, change, saying, side

TODAY = date(2026, 11, 23)
PAIR = Pair("ordering-public", "ordering", side(note="then"), side())
GONE = change("response-property-removed", old="/x", path="price", args=("price",))
SAID = change("response-property-enum-value-added", Severity.WARN, new="/x", path="state")
TOLD = change("endpoint-added", Severity.INFO, new="/paths", component="POST /orders")


def waiver(report: DiffReport, code: str, spot: str, **said: object) -> Waiver:
    """The waiver that the draft of a finding would become."""
    drafted = draft_acceptance(report, code, spot, today=TODAY)
    made = Waiver(
        rule=code,
        at=drafted.at,
        fingerprint=drafted.finding.fingerprint,
        reason="nobody reads it",
        owner="ordering",
        approver="platform-team",
        ticket="API-1",
        expires=date(2027, 1, 31),
        compensating_control="the old field stays in the export",
        place=Place("stacks/domains/ordering/waivers.toml", 1),
    )
    return replace(made, **said)  # type: ignore[arg-type]  # fields of a waiver, by name


def asked(
    *waivers: Waiver, before: Sequence[Waiver] = (), compare: Compare | None = None, pairs: Sequence[Pair] = (PAIR,)
) -> DiffReport:
    """A comparison with these waivers."""
    acceptance = Acceptance(
        tuple(waivers), marks_of(before), {"ordering": ("platform-team",)}, "platform", TODAY, frozenset({"ordering"})
    )
    return diff_contracts(pairs, compare or saying(GONE, SAID, TOLD), acceptance=acceptance)


def codes(report: DiffReport) -> list[tuple[str, bool]]:
    """The codes of a report's findings, and whether each blocks."""
    found = [finding for one in report.contracts for finding in one.all_findings]
    return sorted((finding.code, finding.blocks) for finding in (*found, *report.findings))


@pytest.mark.parametrize(
    ("changes", "ends"),
    [((GONE, SAID, TOLD), (1, 1, 0)), ((SAID, TOLD), (0, 1, 0)), ((TOLD,), (0, 0, 0)), ((), (0, 0, 0))],
    ids=["breaking", "warning", "telling", "nothing"],
)
def test_how_it_ends_is_the_callers_choice(changes: tuple[Change, ...], ends: tuple[int, ...]) -> None:
    """Breaking changes end with 1, warnings when they are asked for, and nothing does where nothing is refused."""
    found = (diff_contracts([PAIR], saying(*changes), fail_on=each).exit_code for each in FailOn)

    assert ends == tuple(found)


def test_nothing_compared_is_no_all_clear() -> None:
    """No contract at all is 2."""
    assert 2 == diff_contracts([], saying()).exit_code


def test_an_accepted_break_ends_well_and_stays_in_sight() -> None:
    """The waiver names the place by its component, covers what breaks there, and asks for no step of the version."""
    compare = saying(GONE, SAID, TOLD, enough=lambda left: GONE not in left)
    before = asked(compare=compare)
    accepted = waiver(before, "CMP-002", "schemas/Order")

    after = asked(accepted, compare=compare)

    assert [("CMP-001", False), ("CMP-002", True), ("CMP-003", True)] == codes(before)
    assert [("CMP-001", False), ("CMP-002", False)] == codes(after)
    assert (1, 0) == (before.exit_code, after.exit_code)
    assert [accepted] == [one.finding.waiver for one in after.contracts[0].judged if one.finding.waiver]


def test_an_operation_is_waived_by_its_name() -> None:
    """At its operationId where it has one, else as METHOD /path, also for what stands inside it."""

    def address(component: str) -> str:
        [one] = asked(compare=saying(replace(GONE, component=component))).contracts[0].judged
        return one.finding.address

    assert "createOrder" == address("POST /orders")
    assert "listOrders" == address("GET /orders 200 application/json")
    assert "DELETE /orders/{id}" == address("DELETE /orders/{id}")
    assert "schemas/Order" == address("schemas/Order")
    assert "schemas/GET me" == address("schemas/GET me")


def test_a_waiver_accepts_these_changes_and_no_others() -> None:
    """One more change of the same kind at the same place, and it is stale; both have one fingerprint then."""
    accepted = waiver(asked(), "CMP-002", "schemas/Order")
    more = replace(GONE, path="name", args=("name",))

    report = asked(accepted, compare=saying(GONE, more))

    assert [("CMP-002", True), ("CMP-002", True), ("WVR-007", True)] == codes(report)
    assert 0 == asked(waiver(report, "CMP-002", "schemas/Order"), compare=saying(more, GONE)).exit_code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"approver": "ordering-team"}, "WVR-004"),
        ({"expires": date(2026, 11, 22)}, "WVR-001"),
        ({"expires": date(2028, 11, 22)}, "WVR-005"),
        ({"at": "schemas/Ordre"}, "WVR-002"),
        ({"fingerprint": "0" * 16}, "WVR-007"),
    ],
    ids=["unapproved", "expired", "endless", "elsewhere", "stale"],
)
def test_a_waiver_without_ground_accepts_nothing(said: dict[str, object], code: str) -> None:
    """It is said what is wrong with it, and the break stays refused."""
    report = asked(waiver(asked(), "CMP-002", "schemas/Order", **said))

    assert {("CMP-002", True), (code, True)} <= set(codes(report))
    assert 1 == report.exit_code


def test_a_waiver_whose_change_is_merged_is_called_to_mind() -> None:
    """It was there before, and there is nothing left to accept: it refuses nobody's next change, whatever its date."""
    done = waiver(asked(), "CMP-002", "schemas/Order", expires=date(2026, 1, 1))

    report = asked(done, before=[done], compare=saying(TOLD))

    assert [("WVR-002", False)] == codes(report)
    assert 0 == report.exit_code


def test_waivers_of_other_rules_are_left_alone() -> None:
    """What a pack or a lint finds is judged elsewhere; only an unreadable file is refused."""
    text = 'rule = "{}"\nat = "a"\nfingerprint = "{}"\nreason = "r"\nowner = "ordering"\napprover = "p"\nticket = "t"\n'
    text = "[[waiver]]\n" + text + 'expires = 2027-01-01\ncompensating_control = "c"\n'
    written = [text.format(rule, "0" * 16) for rule in ("APIGW-001", "API-018", "CKV_AWS_76", "CMP-003", "CON-160")]

    read = own_waivers(("".join(written), "waivers.toml"), "ordering")

    assert ["CMP-003", "CON-160"] == [one.rule for one in read]
    assert () == own_waivers(None, "ordering")
    for wrong in ("CMP-3", "CMP-0003", "no rule"):
        with pytest.raises(WaiverError):
            own_waivers((text.format(wrong, "0" * 16), "waivers.toml"), "ordering")


def test_a_contract_that_goes_with_its_stack_is_one_finding() -> None:
    """It breaks whoever uses an operation that was not to end; announced, it only warns; a waiver accepts it."""
    gone = change("api-removed-without-deprecation", old="/paths", component="GET /orders")
    stack = Pair("ordering-public", "ordering", side(), None)
    announced = replace(gone, severity=Severity.INFO)

    refused = asked(compare=saying(gone), pairs=[stack])
    accepted = asked(waiver(refused, "CON-160", "ordering-public"), compare=saying(gone), pairs=[stack])
    told = asked(compare=saying(announced), pairs=[stack])

    assert ([("CON-160", True)], 1) == (codes(refused), refused.exit_code)
    assert ([("CON-160", False)], 0) == (codes(accepted), accepted.exit_code)
    assert ([("CON-160", False)], 0) == (codes(told), told.exit_code)


def broken(code: str) -> Callable[[], str]:
    """A file that cannot be read."""

    def text() -> str:
        raise ContractError(code, "it cannot be read", at=FILE, got="nothing", fix="look")

    return text


def test_a_past_that_cannot_be_read_is_never_passed_by_itself() -> None:
    """Swagger 2.0 before is 2 until somebody accepts it; a present that cannot be read is nobody's to accept."""
    old = side({"swagger": "2.0", "info": API["info"], "paths": {}})
    past = [Pair("ordering-public", "ordering", replace(old, commit="abc"), side())]
    present = [Pair("ordering-public", "ordering", side(), replace(side(), text=broken("CON-090")))]

    refused = asked(pairs=past)

    assert (2, [("CON-161", True)]) == (refused.exit_code, codes(refused))
    assert f"abc:{FILE}:2 (/swagger)" == refused.contracts[0].error.at
    assert 0 == asked(waiver(refused, "CON-161", "ordering-public"), pairs=past).exit_code
    assert (2, []) == (asked(pairs=present).exit_code, codes(asked(pairs=present)))


def test_one_contract_that_cannot_be_read_hides_no_other() -> None:
    """The others are compared, and the answer is that not all could be."""
    bad = Pair("a-public", "ordering", side(), replace(side(), text=broken("CON-090")))

    report = asked(pairs=[bad, PAIR])

    assert [0, 3] == [len(one.judged) for one in report.contracts]
    assert 2 == report.exit_code


def test_what_nobody_touched_is_not_compared() -> None:
    """The same text with the same parts beside it cannot have changed; another part can."""
    parts = {**API, "components": {"schemas": {"Order": {"$ref": "parts.yaml"}}}, "paths": {}}

    def reading(text: str) -> Side:
        return replace(side(parts), beside=lambda _: text)

    def found(old: str, new: str) -> int:
        pair = replace(PAIR, old=reading(old), new=reading(new))
        return len(asked(compare=saying(TOLD), pairs=[pair]).contracts[0].judged)

    assert [0, 1] == [found("type: string", new) for new in ("type: string", "type: number")]


def test_a_new_contract_breaks_nobody() -> None:
    """There is nothing to compare, and that is well."""
    report = asked(pairs=[Pair("ordering-public", "ordering", None, side())])

    assert (0, []) == (report.exit_code, codes(report))


def test_a_draft_is_for_one_place() -> None:
    """Two stacks with the same finding are told apart; a slip of the pen is noticed."""
    twins = [PAIR, replace(PAIR, name="ordering-bulk-public")]
    report = asked(pairs=twins)

    def refused(code: str, at: str) -> str:
        with pytest.raises(WaiverError) as caught:
            draft_acceptance(report, code, at, today=TODAY)
        return caught.value.fix

    apart = draft_acceptance(report, "cmp-002", "ordering-public: schemas/Order", today=TODAY)
    assert "ordering-public: schemas/Order" == apart.at
    assert "did you mean CMP-002 ordering-public: schemas/Order?" == refused("CMP-002", "schemas/Order")
    assert "did you mean CMP-002 ordering-public: schemas/Order?" == refused("CMP-002", "ordering-public: schemas/Oder")


def test_a_file_that_nobody_owns_takes_no_waiver() -> None:
    """Two files are compared without anybody to accept what breaks."""
    report = diff_contracts([replace(PAIR, name="new.yaml", owner="")], saying(GONE))

    assert (1, "new.yaml") == (report.exit_code, report.contracts[0].pair.name)
