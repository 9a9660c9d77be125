"""
One value per setting, and why.
"""

from __future__ import annotations

import pytest

from platform_constructs.errors import DeclarationError
from platform_constructs.model.settings import EffectiveSetting
from platform_constructs.policy.composing.compose import compose
from tests.pure.policy.samples import AT, TODAY, clause, pack

BASELINE = pack(
    "baseline",
    "1.0.0",
    clause("throttle.rate_per_second", at_most=500),
    clause("waf.managed_groups", include=["AWSManagedRulesCommonRuleSet"]),
    clause("logs.retention_days", at_least=365, default=400),
    clause("execution_log.level", one_of=["INFO", "ERROR"]),
    clause("tracing.enabled", exactly=True),
)
EXTERNAL = pack(
    "external-api",
    "1.0.0",
    clause("throttle.rate_per_second", at_most=200),
    clause(
        "waf.managed_groups",
        include=["AWSManagedRulesKnownBadInputsRuleSet"],
        default=["AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesPHPRuleSet"],
    ),
    clause("logs.retention_days", at_least=180, default=180),
    clause("execution_log.level", one_of=["INFO", "ERROR"], default="INFO"),
)
LAW = compose([EXTERNAL, BASELINE], today=TODAY)


def settled(**choices):
    """What ordering gets for its choices."""
    return LAW.settle({name.replace("__", "."): value for name, value in choices.items()}, place=AT, domain="ordering")


def test_the_strictest_bound_is_taken_and_explained():
    """The deciding pack comes first, the others after it."""
    assert (
        EffectiveSetting(
            "throttle.rate_per_second",
            200,
            (
                "200, because external-api 1.0.0 allows at most 200 and ordering asked for nothing",
                "baseline 1.0.0 allows at most 500",
            ),
        )
        == settled()["throttle.rate_per_second"]
    )


def test_a_wish_outside_the_composed_constraint_is_not_granted():
    """external-api would like 180 days, baseline demands 365: baseline's own wish is left."""
    assert (
        EffectiveSetting(
            "logs.retention_days",
            400,
            (
                "400, because baseline 1.0.0 prefers it and ordering asked for nothing",
                "baseline 1.0.0 demands at least 365",
                "external-api 1.0.0 demands at least 180",
            ),
        )
        == settled()["logs.retention_days"]
    )


def test_a_wish_decides_a_choice():
    """Where one pack prefers a value that all allow, it is taken over the catalogue's order."""
    assert ("INFO", True) == (settled()["execution_log.level"].value, settled()["tracing.enabled"].value)


def test_the_strictest_wish_wins():
    """Of two wishes inside, the stricter is granted, whichever pack it is from."""
    packs = [
        pack(name, "1.0.0", clause("throttle.burst", at_most=9, default=wish)) for name, wish in (("a", 7), ("b", 4))
    ]
    law = compose(packs, today=TODAY)

    assert 4 == law.settle({}, place=AT, domain="ordering").number("throttle.burst")


def test_a_choice_inside_is_granted():
    """A domain picks freely within what its packs allow."""
    assert (
        EffectiveSetting(
            "throttle.rate_per_second",
            50,
            (
                "50, because ordering asked for it",
                "baseline 1.0.0 allows at most 500",
                "external-api 1.0.0 allows at most 200",
            ),
        )
        == settled(throttle__rate_per_second=50)["throttle.rate_per_second"]
    )


def test_a_choice_that_a_pack_forbids_names_the_pack():
    """The message stands at the declaration and says what is allowed."""
    with pytest.raises(DeclarationError) as caught:
        settled(throttle__rate_per_second=300)

    assert (
        "error[DECL-022] external-api 1.0.0 forbids what ordering asks for throttle.rate_per_second\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        "  got  300\n"
        "  fix  stay inside: baseline 1.0.0 allows at most 500; external-api 1.0.0 allows at most 200\n"
        "  more `paved explain DECL-022`"
    ) == str(caught.value)


def test_a_chosen_list_only_adds():
    """Naming one group does not drop those that the packs demand."""
    assert (
        EffectiveSetting(
            "waf.managed_groups",
            (
                "AWSManagedRulesCommonRuleSet",
                "AWSManagedRulesKnownBadInputsRuleSet",
                "AWSManagedRulesPHPRuleSet",
                "AWSManagedRulesSQLiRuleSet",
            ),
            (
                "AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet, "
                "AWSManagedRulesPHPRuleSet, AWSManagedRulesSQLiRuleSet, "
                "because baseline 1.0.0 demands AWSManagedRulesCommonRuleSet",
                "external-api 1.0.0 demands AWSManagedRulesKnownBadInputsRuleSet",
                "external-api 1.0.0 prefers AWSManagedRulesKnownBadInputsRuleSet, AWSManagedRulesPHPRuleSet",
                "ordering asked for AWSManagedRulesSQLiRuleSet",
            ),
        )
        == settled(waf__managed_groups=["AWSManagedRulesSQLiRuleSet"])["waf.managed_groups"]
    )


def test_a_setting_no_pack_speaks_of_is_the_domains_own():
    """What is in the catalogue and in no pack can be chosen."""
    assert (
        EffectiveSetting("throttle.burst", 7, ("7, because ordering asked for it",))
        == settled(throttle__burst=7)["throttle.burst"]
    )


@pytest.mark.parametrize(
    ("choices", "code", "fix"),
    [
        ({"throtle.burst": 7}, "DECL-020", "did you mean throttle.burst?"),
        ({7: 7}, "DECL-020", "drop it, or look it up in the settings catalogue"),
        ({"throttle.burst": "7"}, "DECL-021", None),
        ({"throttle.burst": True}, "DECL-021", None),
        ({"throttle.burst": 0}, "DECL-021", None),
        ({"throttle.burst": None}, "DECL-021", None),
        ({"tracing.enabled": "yes"}, "DECL-021", None),
        ({"tracing.enabled": False}, "DECL-022", "stay inside: baseline 1.0.0 demands true"),
        ({"logs.retention_days": 366}, "DECL-021", None),
        ({"logs.retention_days": 180}, "DECL-022", None),
        ({"execution_log.level": ["INFO"]}, "DECL-021", None),
        ({"waf.managed_groups": "Mine"}, "DECL-021", None),
        ({"waf.managed_groups": ["${file('x')}"]}, "DECL-021", None),
        ({"waf.managed_groups": ["AWSManagedRulesSqlRuleSet"]}, "DECL-021", None),
        ({"waf.managed_groups": [["x"]]}, "DECL-021", None),
        ({"waf.managed_groups": ["x"] * 101}, "DECL-021", None),
    ],
)
def test_choices_that_make_no_sense_are_refused(choices, code, fix):
    """Unknown settings, wrong types and values AWS does not take are refused at the declaration."""
    with pytest.raises(DeclarationError) as caught:
        LAW.settle(choices, place=AT, domain="ordering")

    assert (code, "stacks/domains/ordering/stack.py:5") == (caught.value.code, caught.value.at)
    assert fix in (None, caught.value.fix)
