"""
What a new version of a pack changes is computed from what it refuses.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.packs.effect import Change, Effect, effect
from platform_constructs.policy.packs.terms import Clause, Expectation, Pack, RuleTerm
from platform_constructs.policy.settings.every_setting import CATALOGUE
from tests.pure.policy.samples import TODAY, clause, pack

S, LATER, L, NEW, GONE, DEFAULT, WORDING = Effect
CODE = "APIGW-001"
CHECK = "CKV_AWS_76"
SOON, LONG = date(2026, 12, 2), date(2027, 3, 1)
PAST = date(2026, 11, 30)
RATE = "throttle.rate_per_second"


def of_rule(was: RuleTerm | Level | None, now: RuleTerm | Level | None) -> Change | None:
    return only(
        pack(rules={} if was is None else {CODE: was}),
        pack(version="1.1.0", rules={} if now is None else {CODE: now}),
    )


def of_setting(was: Clause | None, now: Clause | None) -> Change | None:
    return only(pack("baseline", "1.0.0", *[was] if was else []), pack("baseline", "1.1.0", *[now] if now else []))


def of_check(was: Expectation | None, now: Expectation | None) -> Change | None:
    return only(pack(checkov={CHECK: was} if was else {}), pack(version="1.1.0", checkov={CHECK: now} if now else {}))


def only(old: Pack, new: Pack) -> Change | None:
    changes = effect(old, new, today=TODAY)
    assert len(changes) <= 1
    return changes[0] if changes else None


@pytest.mark.parametrize(
    ("was", "now", "effects", "since", "words"),
    [
        (None, Level.BLOCK, (S,), None, ("", "block")),
        (None, Level.WARN, (NEW,), None, ("", "warn")),
        (None, Level.ADVISE, (NEW,), None, ("", "advise")),
        (None, Level.OFF, (WORDING,), None, ("", "off")),
        (None, RuleTerm(Level.WARN, LONG), (LATER,), LONG, ("", "warn, block from 2027-03-01")),
        (None, RuleTerm(Level.OFF, SOON), (LATER,), SOON, ("", "off, block from 2026-12-02")),
        (None, RuleTerm(Level.WARN, TODAY), (S,), None, ("", "warn, block from 2026-12-01")),
        (None, RuleTerm(Level.WARN, None, False), (S,), None, ("", "warn, never waived")),
        (None, RuleTerm(Level.WARN, LONG, False), (S,), None, ("", "warn, block from 2027-03-01, never waived")),
        (Level.BLOCK, None, (L,), None, ("block", "")),
        (Level.WARN, None, (GONE,), None, ("warn", "")),
        (RuleTerm(Level.WARN, LONG), None, (L,), None, ("warn, block from 2027-03-01", "")),
        (Level.WARN, Level.BLOCK, (S,), None, ("warn", "block")),
        (Level.BLOCK, Level.WARN, (L,), None, ("block", "warn")),
        (Level.ADVISE, Level.WARN, (NEW,), None, ("advise", "warn")),
        (Level.WARN, Level.ADVISE, (GONE,), None, ("warn", "advise")),
        (Level.ADVISE, RuleTerm(Level.WARN, LONG), (LATER,), LONG, ("advise", "warn, block from 2027-03-01")),
        (Level.BLOCK, RuleTerm(Level.WARN, LONG), (L,), None, ("block", "warn, block from 2027-03-01")),
        (RuleTerm(Level.WARN, PAST), Level.BLOCK, (WORDING,), None, ("warn, block from 2026-11-30", "block")),
        (RuleTerm(Level.WARN, LONG), RuleTerm(Level.WARN, SOON), (LATER,), SOON, None),
        (RuleTerm(Level.WARN, SOON), RuleTerm(Level.WARN, LONG), (L,), None, None),
        (RuleTerm(Level.ADVISE, SOON), RuleTerm(Level.WARN, LONG), (L, NEW), None, None),
        (RuleTerm(Level.WARN, LONG), RuleTerm(Level.ADVISE, SOON), (LATER, GONE), SOON, None),
        (RuleTerm(Level.WARN, None, False), Level.BLOCK, (S, L), None, None),
        (Level.BLOCK, RuleTerm(Level.BLOCK, None, False), (S,), None, ("block", "block, never waived")),
        (RuleTerm(Level.BLOCK, None, False), Level.BLOCK, (L,), None, ("block, never waived", "block")),
    ],
)  # fmt: skip
def test_a_rules_effect(was, now, effects, since, words):
    """A rule is weighed by what it refuses, from which day, and whether a waiver helps."""
    change = of_rule(was, now)

    assert change is not None
    assert (effects, since) == (change.effects, change.since)
    assert words in {None, (change.was, change.now)}


@pytest.mark.parametrize(
    ("was", "now", "effects", "words"),
    [
        (None, clause(RATE, at_most=200), (S,), ("", "at most 200")),
        (clause(RATE, at_most=200), None, (L,), ("at most 200", "")),
        (None, clause(RATE, at_most=2_000_000_000), (NEW,), ("", "at most 2000000000")),
        (clause(RATE, at_most=2_000_000_000), None, (GONE,), ("at most 2000000000", "")),
        (clause(RATE, at_most=200, default=100), clause(RATE, at_most=150, default=100), (S,),
         ("at most 200; default 100", "at most 150; default 100")),
        (clause(RATE, at_most=200), clause(RATE, at_most=150), (S, DEFAULT), None),
        (clause(RATE, at_most=200), clause(RATE, at_most=300, default=200), (L,), None),
        (clause(RATE, at_most=200, default=100), clause(RATE, at_most=200, default=90), (DEFAULT,), None),
        (clause(RATE, at_most=200, default=200), clause(RATE, at_most=200), (WORDING,), None),
        (clause(RATE, at_most=200, default=100), clause(RATE, one_of=[100, 150], default=100), (S,),
         ("at most 200; default 100", "one of 100, 150; default 100")),
        (clause(RATE, at_most=200, default=100), clause(RATE, one_of=[100, 250], default=100), (S, L), None),
        (clause(RATE, one_of=[100, 150], default=100), clause(RATE, at_most=200, default=100), (L,), None),
        (clause(RATE, at_most=3, default=1), clause(RATE, one_of=[1, 2, 3], default=1), (WORDING,), None),
        (clause(RATE, at_most=3, default=1), clause(RATE, one_of=[1, 2, 4], default=1), (S, L), None),
        (clause(RATE, one_of=[1, 2, 3], default=1), clause(RATE, at_most=3, default=1), (WORDING,), None),
        (clause(RATE, at_most=9, default=5), clause(RATE, at_least=2, at_most=9, default=5), (S,),
         ("at most 9; default 5", "at least 2 and at most 9; default 5")),
        (clause("logs.retention_days", at_least=365), clause("logs.retention_days", at_least=366), (S, DEFAULT), None),
        (clause("logs.retention_days", at_least=366), clause("logs.retention_days", at_least=400), (WORDING,), None),
        (clause("execution_log.level", one_of=["ERROR", "INFO"]), clause("execution_log.level", exactly="ERROR"),
         (S,), ("one of ERROR, INFO", "exactly ERROR")),
        (clause("execution_log.level", exactly="INFO"), clause("execution_log.level", exactly="ERROR"),
         (S, L, DEFAULT), None),
        (clause("tracing.enabled", exactly=True), clause("tracing.enabled", exactly=False), (S, L, DEFAULT), None),
        (clause("waf.redacted_headers", include=["a"]), clause("waf.redacted_headers", include=["a", "b"]),
         (S, DEFAULT), ("include a", "include a, b")),
        (clause("waf.redacted_headers", include=["a", "b"]), clause("waf.redacted_headers", include=["a"]),
         (L, DEFAULT), None),
        (clause("waf.redacted_headers", include=["a"]), clause("waf.redacted_headers", include=["b"]),
         (S, L, DEFAULT), None),
        (clause("waf.redacted_headers", include=["a"], default=["b"]), clause("waf.redacted_headers", include=["a"]),
         (DEFAULT,), ("include a; default b", "include a")),
        (clause("waf.redacted_headers", include=["a"], default=["b"]),
         clause("waf.redacted_headers", include=["a", "b"]), (S,), None),
        (clause("waf.redacted_headers", include=["a"], default=["a"]), clause("waf.redacted_headers", include=["a"]),
         (WORDING,), None),
    ],
)  # fmt: skip
def test_a_settings_effect(was, now, effects, words):
    """A setting is weighed by the values it leaves, and by what is built where nobody asks."""
    change = of_setting(was, now)

    assert change is not None
    assert effects == change.effects
    assert words in {None, (change.was, change.now)}


@pytest.mark.parametrize(
    ("was", "now", "effects", "words"),
    [
        (None, Expectation(CHECK), (S,), ("", "must pass")),
        (Expectation(CHECK), None, (L,), ("must pass", "")),
        (None, Expectation(CHECK, skip="why"), (L,), ("", "skip: why")),
        (Expectation(CHECK, skip="why"), None, (S,), ("skip: why", "")),
        (Expectation(CHECK, skip="why"), Expectation(CHECK, ("aws_a",)), (S,), ("skip: why", "must pass on aws_a")),
        (Expectation(CHECK, ("aws_a",)), Expectation(CHECK, skip="why"), (L,), None),
        (Expectation(CHECK, ("aws_a",)), Expectation(CHECK, ("aws_a", "aws_b")), (S,),
         ("must pass on aws_a", "must pass on aws_a, aws_b")),
        (Expectation(CHECK, ("aws_a", "aws_b")), Expectation(CHECK, ("aws_a",)), (L,), None),
        (Expectation(CHECK, ("aws_a",)), Expectation(CHECK, ("aws_b",)), (S, L), None),
        (Expectation(CHECK, ("aws_a",)), Expectation(CHECK), (S,), None),
        (Expectation(CHECK), Expectation(CHECK, ("aws_a",)), (L,), None),
        (Expectation(CHECK, skip="why"), Expectation(CHECK, skip="because"), (WORDING,),
         ("skip: why", "skip: because")),
    ],
)  # fmt: skip
def test_a_checkov_expectations_effect(was, now, effects, words):
    """A checkov check is weighed by the failures and silences that it counts; other reasons are other words."""
    change = of_check(was, now)

    assert change is not None
    assert effects == change.effects
    assert words in {None, (change.was, change.now)}


def test_other_texts_are_wording():
    """Another summary or list of frameworks refuses nothing; what changed since the last one always differs."""
    old = replace(pack(), frameworks=("FSBP", "ASVS"))
    new = replace(old, version="1.0.1", summary="What all get.", since_last="Clearer.", frameworks=("FSBP", "CIS"))

    assert (
        Change("text", "frameworks", (WORDING,), "FSBP, ASVS", "FSBP, CIS"),
        Change("text", "summary", (WORDING,), "What everybody gets.", "What all get."),
    ) == effect(old, new, today=TODAY)


def test_changes_are_listed_by_weight():
    """Whatever the kind, the weightiest change comes first."""
    old = pack("a", "1.0.0", clause(RATE, at_most=200), rules={"B-001": Level.BLOCK, "C-001": Level.WARN})
    new = pack(
        "a",
        "2.0.0",
        clause(RATE, at_most=100),
        rules={"A-001": Level.BLOCK, "B-001": Level.WARN, "D-001": RuleTerm(Level.WARN, LONG)},
        checkov={CHECK: Expectation(CHECK)},
    )

    assert [
        ("checkov", CHECK),
        ("rule", "A-001"),
        ("setting", RATE),
        ("rule", "D-001"),
        ("rule", "B-001"),
        ("rule", "C-001"),
    ] == [(change.subject, change.name) for change in effect(old, new, today=TODAY)]


def test_effects_have_names_by_weight():
    """Machines read these words, and their order is their weight."""
    assert ["stricter", "stricter-later", "looser", "new", "gone", "default", "wording"] == [str(one) for one in Effect]


def test_in_a_first_version_everything_is_new():
    """Without a version before, what it refuses is stricter than nothing, and its texts are no change."""
    first = replace(pack("a", "1.0.0", rules={CODE: Level.BLOCK}), frameworks=("FSBP",))

    assert (Change("rule", CODE, (S,), "", "block"),) == effect(None, first, today=TODAY)


def test_where_a_clause_stands_is_no_change():
    """The same clause at another line says the same."""
    here = clause(RATE, at_most=200)

    assert of_setting(here, replace(here, place=Place("policy_packs/baseline/1.1.0.toml", 9))) is None


# Laws, over packs of any shape.

days = st.sampled_from([None, PAST, TODAY, SOON, LONG])
terms = st.builds(
    lambda level, day, waivable: RuleTerm(level, None if level is Level.BLOCK else day, waivable),
    st.sampled_from(Level),
    days,
    st.booleans(),
)
expectations = st.one_of(
    st.builds(Expectation, st.just(CHECK), st.sets(st.sampled_from("abc")).map(lambda each: tuple(sorted(each)))),
    st.builds(Expectation, st.just(CHECK), skip=st.sampled_from(["why", "because"])),
)
numbers = st.integers(1, 9)
rates = st.one_of(
    st.none(),
    st.builds(lambda low: clause(RATE, at_least=low), numbers),
    st.builds(lambda high: clause(RATE, at_most=high), numbers),
    st.builds(lambda low, more: clause(RATE, at_least=low, at_most=low + more), numbers, st.integers(0, 5)),
    st.builds(lambda these: clause(RATE, one_of=sorted(these)), st.sets(numbers, min_size=1)),
    st.builds(lambda one: clause(RATE, exactly=one), numbers),
)
retentions = st.one_of(
    st.none(),
    st.builds(lambda low: clause("logs.retention_days", at_least=low), st.integers(1, 3653)),
    st.builds(lambda high: clause("logs.retention_days", at_most=high), st.integers(1, 3653)),
    st.builds(
        lambda these: clause("logs.retention_days", one_of=sorted(these)),
        st.sets(st.sampled_from(CATALOGUE["logs.retention_days"].values), min_size=1),
    ),
)
headers = st.one_of(
    st.none(),
    st.builds(
        lambda these: clause("waf.redacted_headers", include=sorted(these)), st.sets(st.sampled_from("abc"), min_size=1)
    ),
)


@st.composite
def packs(draw) -> Pack:
    clauses = [each for each in (draw(rates), draw(retentions), draw(headers)) if each]
    return pack(
        "baseline",
        "1.0.0",
        *clauses,
        rules=draw(st.dictionaries(st.sampled_from([CODE, "WAF-001"]), terms)),
        checkov={CHECK: each} if (each := draw(st.none() | expectations)) else {},
    )


def stricter(old: Pack, new: Pack) -> set[str]:
    return {change.name for change in effect(old, new, today=TODAY) if {S, LATER} & set(change.effects)}


def looser(old: Pack, new: Pack) -> set[str]:
    return {change.name for change in effect(old, new, today=TODAY) if L in change.effects}


@given(packs())
def test_a_version_changes_nothing_against_itself(one):
    """The effect of a pack on itself is empty."""
    assert () == effect(one, one, today=TODAY)


@given(packs(), packs())
def test_stricter_one_way_is_looser_the_other(one, other):
    """What is stricter on the way there is looser on the way back, and nothing else is."""
    assert stricter(one, other) == looser(other, one)


@given(packs(), packs())
def test_every_difference_is_listed_once(one, other):
    """Each thing that differs is named once, with its effects in order of weight."""
    changes = effect(one, other, today=TODAY)

    assert len({(change.subject, change.name) for change in changes}) == len(changes)
    assert all(list(change.effects) == sorted(set(change.effects), key=list(Effect).index) for change in changes)
    assert all((S in change.effects) + (LATER in change.effects) <= 1 for change in changes)
    assert all((change.since is not None) == (LATER in change.effects) for change in changes)


VALUES = {
    RATE: [*range(1, 20), 1_999_999_999, 2_000_000_000],
    "logs.retention_days": CATALOGUE["logs.retention_days"].values,
    "waf.redacted_headers": [tuple(sorted({*names} - {""})) for names in product(["a", ""], ["b", ""], ["c", ""])],
}


def refused(one: Pack) -> set[tuple[object, ...]]:
    """Everything that a domain could do and this pack refuses, tried one by one."""
    found: set[tuple[object, ...]] = set()
    for name, values in VALUES.items():
        if name in one.settings:
            found |= {(name, value) for value in values if not one.settings[name].constraint.admits(value)}
    for code in (CODE, "WAF-001"):
        term = one.rules.get(code, RuleTerm(Level.OFF))
        days = [TODAY, SOON, SOON + timedelta(1), LONG, LONG + timedelta(1)]
        found |= {(code, day) for day in days if term.on(day) is Level.BLOCK}
        found |= set() if term.waivable else {(code, "waived")}
    expected = one.checkov.get(CHECK)
    if expected is None or expected.must_pass:
        found.add((CHECK, "fails"))
    if expected is not None and expected.must_pass:
        found |= {(CHECK, "silent", kind) for kind in (expected.types or "abcd")}
    return found


@given(packs(), packs())
def test_the_class_agrees_with_trying_everything(one, other):
    """Something is stricter exactly where a try that the old version accepted is refused by the new one."""
    newly = {str(each[0]) for each in refused(other) - refused(one)}

    assert newly == stricter(one, other)


@given(packs(), packs())
def test_only_what_is_refused_today_is_stricter_today(one, other):
    """Stricter from a later day is never called stricter now, nor the other way round."""
    changes = {change.name: change for change in effect(one, other, today=TODAY) if change.subject == "rule"}
    newly = {(each[0], each[1]) for each in refused(other) - refused(one) if each[0] in (CODE, "WAF-001")}

    assert {name for name, each in changes.items() if S in each.effects} == {
        name for name, day in newly if day in (TODAY, "waived")
    }
    assert all(
        change.since == min(day for code, day in newly if code == name and isinstance(day, date))
        for name, change in changes.items()
        if LATER in change.effects
    )
