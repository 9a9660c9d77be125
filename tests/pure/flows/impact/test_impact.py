"""
What a version would change, told stack by stack whatever becomes of each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from platform_constructs.errors import DeclarationError, PackError, ToolError
from platform_constructs.flows.impact.impact import impact
from platform_constructs.flows.impact.impact_answer import Adoption, Binding, Impact, Outcome
from platform_constructs.flows.lawbook import Lawbook
from platform_constructs.flows.synth import World
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.lifecycle import Retirement
from platform_constructs.policy.packs.shelf import Shelf
from platform_constructs.policy.packs.terms import Clause, Expectation, Pack, RuleTerm
from tests.pure.flows.small_world import RULES, TODAY, Engine, Folder, ask, lawbook, packs, run
from tests.pure.policy.samples import clause, pack

STACKS = ("ordering-public", "quoting-public")
LOG = "aws_cloudwatch_log_group.jobs"
STAGE = "aws_api_gateway_stage.live"
WAIVER = f"""
[[waiver]]
rule = "LOG-001"
at = "{LOG}"
fingerprint = "{{fingerprint}}"
owner = "ordering"
expires = 2027-02-20
reason = "its key does not exist yet"
approver = "platform-team"
ticket = "ORD-9"
compensating_control = "nothing secret is logged"
"""


class Roads(Engine):
    """Builds a stage and a log group from the settings; the log group has a key unless its stack is named here."""

    def __init__(self, *keyless: str, breaks: Callable[[Any], None] | None = None) -> None:
        super().__init__({})
        self._keyless, self._breaks = keyless, breaks
        self.said: list[str] = []

    def say(self, what: str) -> None:
        self.said.append(what)

    def build(self, plan: Any, folder: Any, *, hatches: bool) -> None:
        super().build(plan, folder, hatches=hatches)
        self._now = {stack.name: self._road(stack, hatches=hatches) for stack in plan.stacks}

    def _road(self, stack: Any, *, hatches: bool) -> dict[str, Any]:
        if hatches and stack.declaration.escape_hatch is not None and self._breaks is not None:
            self._breaks(stack)
        key = {} if stack.name in self._keyless else {"kms_key_id": "k"}
        return {
            "resource": {
                "aws_api_gateway_rest_api": {"api": {"body": '{"paths": {"/x": {"get": {"security": [{"a": []}]}}}}'}},
                "aws_api_gateway_stage": {"live": {"xray_tracing_enabled": stack.settings.flag("tracing.enabled")}},
                "aws_cloudwatch_log_group": {"jobs": {"name": stack.name, **key}},
                "aws_api_gateway_usage_plan": {
                    "plan": {"throttle_settings": {"rate_limit": stack.settings.number("throttle.rate_per_second")}}
                },
            }
        }


def candidate(name: str = "external-api", version: str = "1.1.0", *clauses: Clause, **more: Any) -> Pack:
    """A draft: what is in force with these clauses instead."""
    old = next(each for each in packs() if each.name == name)
    draft = pack(name, version, *clauses, **more)
    return replace(
        draft,
        settings={**old.settings, **draft.settings},
        rules={**old.rules, **draft.rules},
        file=f"policy_packs/{name}/next.toml",
    )


def looked_at(
    wanted: Pack,
    engine: Roads | None = None,
    book: Lawbook | None = None,
    *,
    folder: Folder | None = None,
    today: date = TODAY,
    run: Any = run,
) -> Impact:
    engine = engine or Roads()
    world = World(folder or Folder(), run, engine.build, engine.stage, engine.say)
    return impact(world, book or lawbook(), wanted, ask(*STACKS, today=today))


def told(found: Impact) -> list[tuple[str, str, Outcome, Outcome]]:
    return [
        (one.finding.code, one.finding.stack or one.finding.owner, one.before, one.after)
        for one in found.consequences.shifts
    ]


def declaring(domain: str, more: str) -> Callable[[str, str], Any]:
    """Runs the sample's declarations, one of them with more in it."""

    def run_with(source: str, file: str) -> Any:
        if f"/{domain}/" in file:
            source = source.replace("PublicApi(\n", f"PublicApi(\n    {more},\n")
        return run(source, file)

    return run_with


def hatched() -> Callable[[str, str], Any]:
    return declaring("ordering", "escape_hatch=lambda stack: None")


def test_a_value_that_moves_is_told_with_its_reasons_and_what_it_shapes():
    """The setting, why it was and why it would be, and each attribute of each stack with before and after."""
    found = looked_at(candidate("external-api", "1.1.0", clause("throttle.rate_per_second", at_most=150, default=50)))

    consequences = found.consequences
    assert [(stack, "throttle.rate_per_second", 200, 50) for stack in STACKS] == [
        (one.stack, one.setting, one.before, one.after) for one in consequences.moves
    ]
    assert "200, because baseline 1.0.0 prefers it and ordering asked for nothing" == consequences.moves[0].was[0]
    assert (
        "50, because external-api 1.1.0 prefers it and ordering asked for nothing" == consequences.moves[0].because[0]
    )
    assert [
        (stack, "aws_api_gateway_usage_plan.plan", "throttle_settings.rate_limit", 200, 50) for stack in STACKS
    ] == [(one.stack, one.address, one.attribute, one.before, one.after) for one in consequences.changes]
    assert ((), STACKS, False) == (consequences.shifts, consequences.compared, consequences.refused)


def test_levels_alone_need_one_build():
    """Where no setting moves the written JSON is the same, and judged under both laws."""
    engine = Roads("ordering-public")
    book = lawbook({"LOG-001": Level.WARN})

    found = looked_at(candidate(rules={"LOG-001": Level.BLOCK}), engine, book)

    assert [STACKS] == engine.built
    assert [("LOG-001", "ordering-public", Outcome.WARNS, Outcome.BLOCKS)] == told(found)
    assert found.consequences.refused


def test_only_stacks_whose_road_looked_at_what_moves_are_built_again():
    """At most two builds; a setting that no road here asks for builds nothing anew."""
    engine, idle = Roads(), Roads()
    rate = clause("throttle.rate_per_second", at_most=150, default=50)

    looked_at(
        candidate("external-api", "1.1.0", rate),
        engine,
        run=declaring("ordering", 'settings={"throttle.rate_per_second": 40}'),
    )
    looked_at(candidate("external-api", "1.1.0", clause("kms.rotation_days", at_most=100)), idle)

    assert [STACKS, ("quoting-public",)] == engine.built
    assert [STACKS] == idle.built


def test_a_choice_that_is_no_longer_allowed_is_the_stacks_own_result():
    """The declaration's line is named, and the other stacks are compared."""
    found = looked_at(
        candidate("external-api", "1.1.0", clause("throttle.rate_per_second", at_most=50)),
        run=declaring("ordering", 'settings={"throttle.rate_per_second": 80}'),
    )

    assert [("DECL-022", "ordering-public", Outcome.ABSENT, Outcome.BLOCKS)] == told(found)
    assert ("quoting-public",) == found.consequences.compared
    assert {"quoting-public"} == {one.stack for one in found.consequences.changes}


def test_packs_that_would_contradict_each_other_are_results_and_start_no_engine():
    """Each stack they bind would fail; there is nothing to build."""
    engine = Roads()

    found = looked_at(candidate("external-api", "1.1.0", clause("tracing.enabled", exactly=False)), engine)

    assert [("PACK-019", stack, Outcome.ABSENT, Outcome.BLOCKS) for stack in STACKS] == told(found)
    assert ([], ()) == (engine.built, found.consequences.compared)


def test_a_setting_that_nobody_would_decide_stops_the_roads_that_need_it():
    """What the road asked for when it was built as it is, it would ask for again."""
    draft = candidate("baseline", "1.1.0")
    settings = {name: said for name, said in draft.settings.items() if name != "tracing.enabled"}

    found = looked_at(replace(draft, settings=settings))

    assert [("PACK-093", stack, Outcome.ABSENT, Outcome.BLOCKS) for stack in STACKS] == told(found)


def test_an_escape_hatch_that_would_raise_is_the_stacks_own_result():
    """It is built anew without that stack, and the others are compared."""

    def breaks(stack: Any) -> None:
        if stack.settings.number("throttle.rate_per_second") < 100:
            raise DeclarationError("DECL-030", "raised", at=stack.declaration.place, got="x", fix="correct it")

    engine = Roads(breaks=breaks)

    found = looked_at(
        candidate("external-api", "1.1.0", clause("throttle.rate_per_second", at_most=150, default=50)),
        engine,
        run=hatched(),
    )

    assert [("DECL-030", "ordering-public", Outcome.ABSENT, Outcome.BLOCKS)] == told(found)
    assert ("quoting-public",) == found.consequences.compared
    assert [STACKS, ("ordering-public",), STACKS, ("quoting-public",)] == engine.built


def test_an_escape_hatch_that_raises_today_is_no_news():
    """What fails whatever the law is told in a note, and is nobody's new failure."""

    def breaks(stack: Any) -> None:
        raise DeclarationError("DECL-030", "raised", at=stack.declaration.place, got="x", fix="correct it")

    found = looked_at(candidate(rules={"LOG-001": Level.BLOCK}), Roads("quoting-public", breaks=breaks), run=hatched())

    assert ("ordering",) == found.consequences.failing[:1]
    assert ("ordering-public fails today already and was not compared: raised",) == found.consequences.notes
    assert "ordering-public" not in {stack for _, stack, _, _ in told(found)}


def test_any_other_fault_of_the_engine_ends_the_comparison():
    """What nobody can attribute is not passed over."""

    def breaks(stack: Any) -> None:
        raise ToolError("ENG-001", "node is gone", at="node", got="nothing", fix="install it")

    with pytest.raises(ToolError):
        looked_at(candidate(), Roads(breaks=breaks), run=hatched())


def test_a_stack_that_was_not_written_is_never_passed_over():
    """What was planned and is not there cannot have been compared."""

    class Forgetful(Roads):
        def build(self, plan: Any, folder: Any, *, hatches: bool) -> None:
            super().build(plan, folder, hatches=hatches)
            self._now = {name: each for name, each in self._now.items() if name != "quoting-public"}

    with pytest.raises(ToolError) as caught:
        looked_at(candidate(), Forgetful())

    assert ("GATE-092", "quoting-public") == (caught.value.code, caught.value.at)


def test_a_judge_that_would_sleep_is_a_result():
    """A version that lets an open operation pass leaves nothing judged; each stack says so."""
    draft = candidate("baseline", "1.1.0", rules={"APIGW-001": Level.WARN})

    found = looked_at(draft)

    assert [("GATE-001", stack, Outcome.ABSENT, Outcome.BLOCKS) for stack in STACKS] == told(found)


def test_a_waiver_that_would_cover_nothing_is_told():
    """What a version no longer asks needs no waiver, and a waiver left over blocks."""
    book = lawbook({"LOG-001": Level.OFF}, {"LOG-001": Level.BLOCK})
    plain = looked_at(candidate(rules={"LOG-001": Level.OFF}), Roads("ordering-public"), book)
    [gone] = plain.consequences.eases
    folder = Folder({"ordering": WAIVER.format(fingerprint=gone.finding.fingerprint)})

    found = looked_at(candidate(rules={"LOG-001": Level.OFF}), Roads("ordering-public"), book, folder=folder)

    assert [(Outcome.BLOCKS, Outcome.ABSENT)] == [(one.before, one.after) for one in plain.consequences.shifts]
    assert [
        ("WVR-002", "ordering", Outcome.ABSENT, Outcome.BLOCKS),
        ("LOG-001", "ordering-public", Outcome.WAIVED, Outcome.ABSENT),
    ] == told(found)


def test_a_dated_rule_warns_until_its_day():
    """The day is told with the warning; looked at on the day, it fails."""
    book = lawbook({"LOG-001": Level.OFF}, {"LOG-001": Level.OFF})
    draft = candidate(rules={"LOG-001": RuleTerm(Level.WARN, date(2027, 3, 1))})

    before = looked_at(draft, Roads("ordering-public"), book, today=date(2027, 2, 28))
    then = looked_at(draft, Roads("ordering-public"), book, today=date(2027, 3, 1))

    [warned] = before.consequences.warns
    assert (date(2027, 3, 1), False) == (warned.finding.blocks_from, before.consequences.refused)
    assert [("LOG-001", "ordering-public", Outcome.ABSENT, Outcome.BLOCKS)] == told(then)


def test_what_checkov_would_have_to_show_is_told_unscanned():
    """A check that has to pass from now on is named, for every stack it would be asked of."""
    found = looked_at(
        candidate(checkov={"CKV_AWS_76": Expectation("CKV_AWS_76"), "CKV_AWS_7": Expectation("CKV_AWS_7", (), "why")})
    )

    assert [
        ("CKV_AWS_7", "no pack mentions it", "skipped: why", STACKS),
        ("CKV_AWS_76", "no pack mentions it", "must pass", STACKS),
    ] == [(one.check, one.before, one.after, one.stacks) for one in found.consequences.expected]


def test_a_version_on_its_way_out_is_told_for_what_it_is():
    """Bound to a withdrawn version, every stack would be refused."""
    withdrawn = candidate("external-api", "1.1.0")
    retirement = Retirement("external-api", "1.1.0", date(2026, 1, 1), date(2026, 2, 1), "why", "1.0.0", Place("x"))
    book = replace(lawbook(), lifecycle={("external-api", "1.1.0"): retirement})

    found = looked_at(withdrawn, book=book)

    assert [("PACK-041", stack, Outcome.ABSENT, Outcome.BLOCKS) for stack in STACKS] == told(found)


@pytest.mark.parametrize(
    ("version", "released", "adoption", "held"),
    [
        ("1.1.0", [], Adoption.BY_ITSELF, False),
        ("2.0.0", [], Adoption.AFTER_ADOPT, True),
        ("1.0.0", ["1.0.0"], Adoption.IN_FORCE, False),
        ("1.0.1", ["1.0.0", "1.2.0"], Adoption.PASSED, False),
        ("1.0.0", ["1.0.0", "1.2.0"], Adoption.PASSED, False),
    ],
)
def test_when_a_version_comes_into_force_is_said(version: str, released: list[str], adoption: Adoption, held: bool):
    """By itself where every range takes it, not where a newer one is in force; else by the line that leaves it out."""
    draft = candidate("external-api", version)
    shelf = Shelf([packs()[0], *(replace(draft, version=each, file=f"{each}.toml") for each in released or ["1.0.0"])])
    line = next(
        n for n, text in enumerate(Folder().registry()[0].splitlines(), 1) if text.startswith("external-api = ")
    )

    found = looked_at(draft, book=Lawbook(shelf, RULES))

    place = f"platform.toml:{line} (audiences.external.packs.external-api) says ~= 1.0"
    assert {(adoption, (place,) if held else ())} == {(one.adoption, one.held_by) for one in found.bindings}
    assert (
        Binding("ordering-public", "ordering", "~=1.0", (released or ["1.0.0"])[-1], adoption, (place,) if held else ())
        == found.bindings[0]
    )


def test_rules_that_judge_nothing_are_named_with_what_is_new_first():
    """Nobody takes a rule for a safeguard that looked at nothing; one that is off is asked nothing."""
    concerning = {"NEW-001": "aws_sqs_queue", "OLD-001": "aws_lb", "OFF-001": "aws_lb"}
    rules = {
        **RULES,
        **{code: replace(RULES["LOG-001"], code=code, concerns=frozenset({on})) for code, on in concerning.items()},
    }
    old = replace(packs()[1], rules={**packs()[1].rules, "OLD-001": RuleTerm(Level.WARN)})
    draft = replace(
        candidate(),
        rules={**old.rules, "NEW-001": RuleTerm(Level.BLOCK), "OFF-001": RuleTerm(Level.OFF)},
    )

    found = looked_at(draft, book=Lawbook(Shelf([packs()[0], old]), rules))

    assert (("NEW-001", "OLD-001"), 1) == (found.idle, found.idle_news)


def test_a_pack_that_binds_nobody_is_no_all_clear():
    """Nothing to compare is an error, and nothing is built."""
    engine = Roads()

    with pytest.raises(PackError) as caught:
        looked_at(pack("pci-dss", "1.0.0"), engine)

    assert ("PACK-056", []) == (caught.value.code, engine.built)


def test_progress_is_said():
    """Each long step is announced with how much it is."""
    engine = Roads()

    looked_at(candidate("external-api", "1.1.0", clause("throttle.rate_per_second", at_most=150)), engine)

    assert [
        "reading the registry, declarations and contracts",
        "stacks to compare: 2; composing their laws",
        "building 2 stacks under the law as it is",
        "building 2 stacks under the law as it would be",
        "judging 2 stacks under the law as it is",
        "judging 2 stacks under the law as it would be",
    ] == engine.said
