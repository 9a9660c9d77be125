"""
The claims of `ownership.priorities`.
"""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.model.organisation import Band
from platform_constructs.model.place import Place
from platform_constructs.model.verdict import Level
from platform_constructs.ownership.paths import Pattern, below, covers, parse
from platform_constructs.ownership.priorities import FirstMatch, assign_priorities, out_of_band

BANDS = {"ordering": Band(first=2000, last=2999), "delivery": Band(first=3000, last=3999)}
SEGMENTS = st.sampled_from(["a", "b", "{x}"])


def rule(name: str, pattern: Pattern, domain: str = "ordering", line: int = 1) -> FirstMatch:
    """A rule declared in its domain's stack."""
    return FirstMatch(name, domain, pattern, Place(f"stacks/domains/{domain}/stack.py", line))


@st.composite
def languages(draw: st.DrawFn) -> Pattern:
    """An exact path, a prefix or a greedy path."""
    path = "/" + "/".join(draw(st.lists(SEGMENTS, max_size=4)))
    kind = draw(st.sampled_from(["exact", "greedy", "below"]))
    if kind == "below":
        return below(path.replace("{x}", "c"))
    return parse(path if kind == "exact" else f"{path.rstrip('/')}/{{proxy+}}")


@st.composite
def many_rules(draw: st.DrawFn) -> list[FirstMatch]:
    """Rules of two domains, each with a name of its own."""
    found = draw(st.lists(st.tuples(languages(), st.sampled_from(sorted(BANDS))), max_size=30))
    return [rule(f"r{number}", pattern, domain) for number, (pattern, domain) in enumerate(found)]


@given(many_rules(), st.dictionaries(st.sampled_from([f"r{n}" for n in range(30)]), st.integers(1990, 3010)))
def test_the_narrower_comes_first_inside_the_band_and_no_number_is_given_twice(
    rules: list[FirstMatch], before: dict[str, int]
) -> None:
    """Whatever was deployed: every rule has a number of its band, its own, and lower than every wider rule's."""
    done = assign_priorities(rules, BANDS, before=before)
    numbers = done.priorities
    assert set(numbers) == {one.name for one in rules}
    assert len(set(numbers.values())) == len(rules)
    for one in rules:
        assert BANDS[one.domain].first <= numbers[one.name] <= BANDS[one.domain].last
        for other in rules:
            narrower = covers(other.pattern, one.pattern) and not covers(one.pattern, other.pattern)
            if one.domain == other.domain and narrower:
                assert numbers[one.name] < numbers[other.name]
    assert done.moved == tuple(sorted(one for one in numbers if before.get(one, numbers[one]) != numbers[one]))


@given(many_rules(), st.data())
def test_nothing_moves_when_others_come_and_go(rules: list[FirstMatch], data: st.DataObject) -> None:
    """With the numbers of before, rules that stay keep theirs, whichever of the others are added or removed."""
    first = data.draw(st.lists(st.sampled_from(rules), unique=True) if rules else st.just([]))
    deployed = assign_priorities(first, BANDS).priorities
    later = data.draw(st.lists(st.sampled_from(rules), unique=True) if rules else st.just([]))
    done = assign_priorities(later, BANDS, before=deployed)
    assert done.moved == ()
    assert {name: number for name, number in done.priorities.items() if name in deployed} == {
        one.name: deployed[one.name] for one in later if one.name in deployed
    }


def test_the_order_of_the_rules_does_not_matter() -> None:
    """Every order of four rules gives the same numbers, evenly spread over the band."""
    rules = [
        rule("all", below("/ordering")),
        rule("orders", below("/ordering/v1/orders")),
        rule("one", parse("/ordering/v1/orders/{id}")),
        rule("list", parse("/ordering/v1/orders")),
    ]
    expected = {"list": 2199, "orders": 2599, "one": 2399, "all": 2799}
    assert all(assign_priorities(each, BANDS).priorities == expected for each in permutations(rules))


def test_a_used_up_gap_makes_its_nearest_neighbours_move_and_nobody_else() -> None:
    """Between 2500 and 2501 there is no number: the neighbour with more room on its far side gives way."""
    deployed = {"a": 2100, "b": 2500, "d": 2501, "e": 2900}
    rules = [rule(name, parse(f"/{name}")) for name in "abcde"]
    done = assign_priorities(rules, BANDS, before=deployed)
    assert done.priorities == {"a": 2100, "b": 2233, "c": 2367, "d": 2501, "e": 2900}
    assert done.moved == ("b",)


def test_a_number_that_is_not_the_bands_any_more_is_given_up() -> None:
    """After a band was moved, its rules get numbers of the new one."""
    done = assign_priorities([rule("a", parse("/a"))], {"ordering": Band(first=10, last=20)}, before={"a": 2000})
    assert (done.priorities, done.moved) == ({"a": 15}, ("a",))


def test_a_full_band_takes_as_many_rules_as_it_has_numbers_and_not_one_more() -> None:
    """Three priorities hold three rules; the fourth is refused with the band and the first rule's place."""
    bands = {"ordering": Band(first=7, last=9)}
    rules = [rule(name, parse(f"/{name}"), line=number) for number, name in enumerate("abcd", start=5)]
    assert assign_priorities(rules[:3], bands).priorities == {"a": 7, "b": 8, "c": 9}
    (found,) = assign_priorities(rules, bands).findings
    assert str(found) == (
        "block[OWN-034] ordering has more rules than its band has priorities\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        "  got  4 rules, 7 to 9; the first is at stacks/domains/ordering/stack.py:5\n"
        "  fix  the platform team widens the band, or one rule takes several paths\n"
        "  who  ordering\n"
        "  more `paved explain OWN-034`"
    )


def test_a_domain_without_a_band_has_no_rules_and_leaves_the_others_theirs() -> None:
    """The finding is that domain's alone."""
    done = assign_priorities([rule("a", parse("/a")), rule("b", parse("/b"), "suppliers")], BANDS)
    assert done.priorities == {"a": 2499}
    assert [(one.code, one.owner, one.got) for one in done.findings] == [
        ("OWN-033", "suppliers", "1 rules, no band; the first is at stacks/domains/suppliers/stack.py:1")
    ]


def test_two_rules_of_one_name_are_a_mistake_of_the_caller() -> None:
    """Names are how a rule is known from one synth to the next."""
    with pytest.raises(ValueError, match="two rules have one name"):
        assign_priorities([rule("a", parse("/a")), rule("a", parse("/b"))], BANDS)


@pytest.mark.parametrize("number", [2000, 2500, 2999])
def test_a_number_of_the_band_is_fine(number: int) -> None:
    """Both ends of a band belong to it."""
    at = Place("stacks/domains/ordering/stack.py", 5)
    assert out_of_band(number, BANDS["ordering"], owner="ordering", name="x", at=at, stack="s") is None


@pytest.mark.parametrize(
    ("number", "band", "got", "fix"),
    [
        (1999, BANDS["ordering"], "1999; ordering's band is 2000 to 2999", "take a number of ordering's band"),
        (3000, BANDS["ordering"], "3000; ordering's band is 2000 to 2999", "take a number of ordering's band"),
        (None, BANDS["ordering"], "none; ordering's band is 2000 to 2999", "take a number of ordering's band"),
        (
            2000,
            None,
            "2000; ordering's band is none: the registry gives it no alb_priorities",
            "ask the platform team for a band",
        ),
    ],
)
def test_any_other_number_is_refused(number: int | None, band: Band | None, got: str, fix: str) -> None:
    """A number outside the band, none at all, and any number without a band."""
    at = Place("stacks/domains/ordering/stack.py", 5)
    found = out_of_band(number, band, owner="ordering", name="aws_lb_listener_rule.x", at=at, stack="ordering-public")
    assert found is not None
    assert (found.code, found.level, found.owner, found.at, found.got, found.fix, found.stack) == (
        "OWN-035",
        Level.BLOCK,
        "ordering",
        at,
        got,
        fix,
        "ordering-public",
    )
