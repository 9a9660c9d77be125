"""
Baselines: what was there when a contract came under its profile, and never more.
"""

from __future__ import annotations

from platform_constructs.contracts.lint.baseline import Baseline, Entry, grown, held_against, of_today, shrunk
from platform_constructs.contracts.lint.breach import Breach
from platform_constructs.contracts.lint.parts import ParameterPart
from tests.pure.contracts.lint.standing import a_rule, document, dumped, found_by


def each(part, options):
    yield Breach(part.node, "it is there", "take it away", part.name)


RULE = a_rule(ParameterPart, each)
ASKED = ("API-901",)


def without(name):
    def change(said):
        parameters = said["paths"]["/orders"]["get"]["parameters"]
        said["paths"]["/orders"]["get"]["parameters"] = [one for one in parameters if one["name"] != name]

    return found_by(RULE, dumped(change))


def with_another():
    def change(said):
        said["paths"]["/orders"]["get"]["parameters"].insert(0, {"name": "new", "in": "query"})

    return found_by(RULE, dumped(change))


def names(found):
    return [one.finding.got for one in found]


def test_what_is_known_holds_nobody_up():
    """Findings that were there are counted; only the new one is left."""
    baseline = of_today(found_by(RULE, document()), ASKED)

    new, known, done = held_against(with_another(), baseline, asked=ASKED)

    assert (["new"], 2, ()) == (names(new), known, done)


def test_an_entry_that_has_done_its_work_is_a_finding():
    """What was corrected has to leave the baseline, so that it stays corrected."""
    baseline = of_today(found_by(RULE, document()), ASKED, file="openapi.baseline.toml")

    new, known, done = held_against(without("limit"), baseline, asked=ASKED, owner="ordering")

    assert ([], 1) == (names(new), known)
    assert [("CON-110", "/paths/~1orders/get/parameters/limit:query", True)] == [
        (one.code, one.got, one.blocks) for one in done
    ]


def test_a_rule_that_was_not_asked_proves_nothing():
    """An entry of a rule that is off, or broke down, is neither done with nor removed."""
    baseline = of_today(found_by(RULE, document()), ASKED)

    _, _, done = held_against((), baseline, asked=())

    assert () == done
    assert baseline == shrunk(baseline, (), asked=())


def test_a_baseline_shrinks_and_takes_nothing_in():
    """What is gone is removed; what is new stays outside."""
    baseline = of_today(found_by(RULE, document()), ASKED)

    assert ["/paths/~1orders/get/parameters/cursor:query"] == [
        one.at for one in shrunk(baseline, without("limit"), asked=ASKED).entries
    ]
    assert baseline == shrunk(baseline, with_another(), asked=ASKED)


def test_a_rule_newly_in_force_may_be_taken_in_once():
    """A rule the baseline was not made for can be added with all it finds; one it was made for cannot."""
    first = of_today((), ("API-900",))

    second = shrunk(first, found_by(RULE, document()), asked=("API-900", "API-901"), newly=("API-901",))

    assert (["API-900", "API-901"], 2) == (sorted(second.rules), len(second.entries))
    assert second == shrunk(second, with_another(), asked=("API-901",), newly=("API-901",))


def test_growth_is_seen():
    """An entry that was not there before is growth, unless its rule is new to the baseline."""
    old = Baseline(frozenset({"API-901"}), (Entry("API-901", "/a", "0" * 16),))
    new = Baseline(
        frozenset({"API-901", "API-902"}),
        (Entry("API-901", "/a", "0" * 16), Entry("API-901", "/b", "1" * 16), Entry("API-902", "/b", "2" * 16)),
    )

    assert (Entry("API-901", "/b", "1" * 16),) == grown(old, new)
    assert () == grown(new, old)
