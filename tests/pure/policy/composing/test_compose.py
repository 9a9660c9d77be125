"""
Strictest wins: whatever the order, however often, and never less than any pack demands.
"""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import PackError
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.packs.terms import Clause, Expectation, RuleTerm
from platform_constructs.policy.settings.every_setting import CATALOGUE
from tests.pure.policy.samples import AT, TODAY, clause, pack


def law_of(*packs):
    return compose(packs, today=TODAY)


def test_a_pack_cannot_switch_off_what_another_blocks():
    """OFF in one pack never lowers BLOCK in another."""
    law = law_of(
        pack("baseline", "1.0.0", rules={"APIGW-001": Level.BLOCK}),
        pack("pci-dss", "1.0.0", rules={"APIGW-001": Level.OFF}),
    )

    assert {"APIGW-001": Level.BLOCK} == law.levels
    assert {"APIGW-001": ("baseline 1.0.0 says block", "pci-dss 1.0.0 says off")} == law.rule_sources


@pytest.mark.parametrize(
    ("today", "level", "upcoming"),
    [
        (date(2027, 2, 28), Level.WARN, {"WAF-001": date(2027, 3, 1)}),
        (date(2027, 3, 1), Level.BLOCK, {}),
        (date(2030, 1, 1), Level.BLOCK, {}),
    ],
)
def test_a_rule_blocks_from_its_date_on(today, level, upcoming):
    """Before the date it warns and the date is known; on the day it blocks."""
    packs = [
        pack("a", rules={"WAF-001": RuleTerm(Level.WARN, date(2027, 3, 1))}),
        pack("b", rules={"WAF-001": RuleTerm(Level.OFF, date(2027, 6, 1))}),
    ]
    law = compose(packs, today=today)

    assert (level, upcoming) == (law.levels["WAF-001"], law.upcoming)


def test_one_pack_is_enough_to_forbid_waiving():
    """Whoever lets nobody waive a rule binds the others."""
    law = law_of(
        pack("a", rules={"WAF-001": Level.BLOCK}), pack("b", rules={"WAF-001": RuleTerm(Level.WARN, waivable=False)})
    )

    assert frozenset({"WAF-001"}) == law.unwaivable


def test_packs_that_leave_no_value_are_named_with_what_they_demand():
    """Neither wins: the message names both packs, versions, constraints and lines."""
    low, high = clause("throttle.burst", at_least=300), clause("throttle.burst", at_most=200)
    packs = [
        pack("partner", "2.1.0", Clause(low.setting, low.terms, None, Place("partner/2.1.0.toml", 9))),
        pack("external-api", "1.0.0", Clause(high.setting, high.terms, None, Place("external-api/1.0.0.toml", 7))),
        pack("baseline", "1.0.0", clause("throttle.burst", at_most=500)),
    ]

    messages = set()
    for order in permutations(packs):
        with pytest.raises(PackError) as caught:
            law_of(*order)
        messages.add(str(caught.value))

    assert {
        "error[PACK-019] external-api 1.0.0 and partner 2.1.0 leave no value for throttle.burst\n"
        "  at   external-api/1.0.0.toml:7 and partner/2.1.0.toml:9\n"
        "  got  external-api 1.0.0 allows at most 200; partner 2.1.0 demands at least 300\n"
        "  fix  release a version of one of them that leaves room for the other, "
        "or bind the domain to one of them only\n"
        "  more `paved explain PACK-019`"
    } == messages


def test_a_quarrel_of_three_names_three():
    """Each two of them agree on something; all three on nothing."""
    sizes = ("KB_16", "KB_32", "KB_48")
    packs = [pack(f"p{n}", "1.0.0", clause("waf.body_inspection", one_of=sizes[:n] + sizes[n + 1 :])) for n in range(3)]

    with pytest.raises(PackError) as caught:
        law_of(*packs)

    assert "p0 1.0.0 and p1 1.0.0 and p2 1.0.0 leave no value for waf.body_inspection" == caught.value.what


def test_no_legal_value_between_two_bounds_is_a_quarrel():
    """CloudWatch keeps logs for 365 or 400 days and nothing between."""
    with pytest.raises(PackError) as caught:
        law_of(
            pack("a", "1.0.0", clause("logs.retention_days", at_least=366)),
            pack("b", "1.0.0", clause("logs.retention_days", at_most=399)),
        )

    assert "a 1.0.0 and b 1.0.0 leave no value for logs.retention_days" == caught.value.what


def test_checkov_demands_and_skips_join():
    """Types and reasons of all packs count; nobody's are lost."""
    law = law_of(
        pack(
            "a",
            checkov={
                "CKV_AWS_1": Expectation("CKV_AWS_1", ("aws_b",)),
                "CKV_AWS_2": Expectation("CKV_AWS_2", skip="x"),
            },
        ),
        pack(
            "b",
            checkov={
                "CKV_AWS_1": Expectation("CKV_AWS_1", ("aws_a",)),
                "CKV_AWS_2": Expectation("CKV_AWS_2", skip="y"),
            },
        ),
    )

    assert {
        "CKV_AWS_1": Expectation("CKV_AWS_1", ("aws_a", "aws_b")),
        "CKV_AWS_2": Expectation("CKV_AWS_2", skip="x; y"),
    } == law.checkov


def test_a_demand_for_every_type_is_not_narrowed():
    """A pack that names a type takes nothing from one that wants the check passed wherever it is asked."""
    everywhere = pack("a", checkov={"CKV_AWS_1": Expectation("CKV_AWS_1")})
    law = law_of(everywhere, pack("b", checkov={"CKV_AWS_1": Expectation("CKV_AWS_1", ("aws_b",))}))

    assert {"CKV_AWS_1": Expectation("CKV_AWS_1")} == law.checkov


def test_a_skip_against_a_demand_is_a_contradiction():
    """It is for people to settle: the message names both packs and the reason."""
    with pytest.raises(PackError) as caught:
        law_of(
            pack("pci-dss", "1.0.0", checkov={"CKV_AWS_120": Expectation("CKV_AWS_120")}),
            pack("baseline", "1.0.0", checkov={"CKV_AWS_120": Expectation("CKV_AWS_120", skip="a shared cache leaks")}),
        )

    assert (
        "error[PACK-020] pci-dss 1.0.0 wants CKV_AWS_120 passed and baseline 1.0.0 skips it\n"
        "  at   policy_packs/pci-dss/1.0.0.toml and policy_packs/baseline/1.0.0.toml\n"
        "  got  a shared cache leaks\n"
        "  fix  let one of them drop the check, or bind the domain to one of them only\n"
        "  more `paved explain PACK-020`"
    ) == str(caught.value)


def test_no_pack_is_no_law():
    """Composing nothing demands nothing."""
    assert ({}, {}, {}) == (law_of().settings, law_of().levels, law_of().checkov)


CODES = st.sampled_from(["APIGW-001", "WAF-001", "IAM-001"])
TERMS = st.builds(
    RuleTerm, st.sampled_from(Level), st.sampled_from([None, date(2026, 1, 1), date(2028, 1, 1)]), st.booleans()
)
CHECKS = st.sampled_from([f"CKV_AWS_{n}" for n in range(3)])
EXPECTATIONS = st.one_of(
    st.builds(lambda types: {"types": tuple(sorted(types))}, st.sets(st.sampled_from(["aws_a", "aws_b"]))),
    st.builds(lambda reason: {"skip": reason}, st.sampled_from(["x", "y"])),
)


@st.composite
def clauses(draw):
    """Any clause that a pack could hold, with or without a wish inside it."""
    name = draw(
        st.sampled_from(["throttle.burst", "logs.retention_days", "waf.body_inspection", "waf.redacted_headers"])
    )
    definition = CATALOGUE[name]
    if definition.type == "list":
        terms = {"include": draw(st.lists(st.sampled_from("abc"), unique=True))}
        wish = draw(st.none() | st.just([*terms["include"], "d"]))
    elif definition.type == "text":
        terms = {"one_of": draw(st.lists(st.sampled_from(definition.values), min_size=1, unique=True))}
        wish = draw(st.none() | st.sampled_from(terms["one_of"]))
    else:
        low, high = sorted(draw(st.tuples(st.integers(1, 500), st.integers(300, 800))))
        terms = draw(st.sampled_from([{"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}]))
        wish = draw(st.none() | st.integers(1, 800))
    made = clause(name, default=wish, **terms)
    if made.constraint.is_empty(definition):
        made = clause(name, at_least=300)
    legal = wish is None or isinstance(wish, list) or (not definition.fault(wish) and made.constraint.admits(wish))
    return made if legal else Clause(made.setting, made.terms)


@st.composite
def packs(draw):
    """Any pack that could be released."""
    checks = draw(st.dictionaries(CHECKS, EXPECTATIONS, max_size=2))
    return pack(
        draw(st.sampled_from(["a", "b", "c"])),
        draw(st.sampled_from(["1.0.0", "1.10.0", "2.0.0"])),
        *draw(st.lists(clauses(), max_size=3, unique_by=lambda each: each.setting)),
        rules=draw(st.dictionaries(CODES, TERMS, max_size=3)),
        checkov={check: Expectation(check, **said) for check, said in checks.items()},
    )


PACKS = st.lists(packs(), max_size=4, unique_by=lambda each: each.label)


def outcome(some):
    """The law and what it settles to, or that there is none."""
    try:
        law = law_of(*some)
    except PackError as error:
        return error.code
    return law, dict(law.settle({}, place=AT, domain="ordering"))


@given(PACKS, st.randoms(use_true_random=False))
def test_the_order_of_packs_never_matters(some, random):
    """Composition is commutative: any order gives the same law, values and reasons, or the same error."""
    other = list(some)
    random.shuffle(other)

    assert outcome(some) == outcome(other)


@given(PACKS)
def test_saying_a_pack_twice_changes_nothing(some):
    """Composition is idempotent."""
    assert outcome(some) == outcome([*some, *some])


@given(PACKS, packs())
def test_no_pack_lowers_another(some, more):
    """Adding a pack never allows a value, lowers a level, drops a demand, or makes a rule waivable."""
    try:
        before, after = law_of(*some), law_of(*some, more)
    except PackError:
        return

    for name, law in before.settings.items():
        assert law.constraint.meet(after.settings[name].constraint) == after.settings[name].constraint
    assert all(after.levels[code] >= level for code, level in before.levels.items())
    assert before.unwaivable <= after.unwaivable
    assert all(
        after.checkov[check].must_pass
        and (
            not after.checkov[check].types
            or 0 < len(each.types) <= len(set(each.types) & set(after.checkov[check].types))
        )
        for check, each in before.checkov.items()
        if each.must_pass
    )


@given(PACKS)
def test_what_is_settled_is_allowed_by_every_pack(some):
    """The value that the constructs build is legal, and inside the constraint of each single pack."""
    found = outcome(some)
    for pack_ in some if not isinstance(found, str) else ():
        for name, each in pack_.settings.items():
            value = found[1][name].value
            assert each.constraint.admits(value)
            assert "" == CATALOGUE[name].fault(value)


@given(PACKS, st.randoms(use_true_random=False))
def test_composing_in_steps_is_composing_at_once(some, random):
    """Composition is associative: any split of the packs meets to the same as all of them together."""
    cut = random.randint(0, len(some))
    try:
        whole, left, right = law_of(*some), law_of(*some[:cut]), law_of(*some[cut:])
    except PackError:
        return

    for name, law in whole.settings.items():
        halves = [half.settings[name].constraint for half in (left, right) if name in half.settings]
        assert halves[0].meet(halves[-1]) == law.constraint
    assert whole.levels == {
        code: max(half.levels[code] for half in (left, right) if code in half.levels)
        for code in left.levels.keys() | right.levels.keys()
    }
    assert whole.unwaivable == left.unwaivable | right.unwaivable
    assert whole.checkov.keys() == left.checkov.keys() | right.checkov.keys()


def test_one_version_says_one_thing():
    """Two packs of one name and version that say different things are refused, whoever brings them."""
    with pytest.raises(PackError) as caught:
        law_of(*(pack(rules={"WAF-001": level}) for level in (Level.WARN, Level.BLOCK)))

    assert ("PACK-022", "two packs that differ are baseline 1.0.0") == (caught.value.code, caught.value.what)
