"""
One web ACL from what all packs say.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_constructs.errors import PackError
from platform_constructs.model.firewall import (
    BlockedCountries,
    LargeBody,
    LongQuery,
    ManagedGroup,
    RatePerAddress,
    UndeclaredType,
)
from platform_constructs.model.place import Place
from platform_constructs.policy.composing.compose import compose
from platform_constructs.policy.composing.firewall import TOKEN_PATHS, merge_firewall
from platform_constructs.policy.settings.managed_groups import MANAGED_GROUPS
from tests.pure.policy.samples import TODAY, clause, pack

BASIS = (
    clause("waf.rate_limit.requests", at_most=2000),
    clause("waf.rate_limit.window_seconds", one_of=(300,)),
    clause("waf.auth_rate_limit.requests", at_most=100),
    clause("waf.max_body_bytes", at_most=65_536),
    clause("waf.max_query_bytes", at_most=4096),
)
COMMON, SQL, ADDRESSES = (
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
)


def groups(*names):
    return clause("waf.managed_groups", include=tuple(sorted(names)))


def merged(*packs, choices=None, **more):
    law = compose((pack("basis", "1.0.0", *BASIS), *packs), today=TODAY)
    settings = law.settle(choices or {}, place=Place("stack.py", 3), domain="ordering")
    return merge_firewall(law, settings, **more)


def test_rules_of_several_packs_stand_in_awss_order_of_phases():
    """Denials, then rates, then shapes, then reputation, then the baseline, then use cases; nobody's are lost."""
    firewall = merged(
        pack("a", "1.0.0", groups(SQL, COMMON), clause("waf.declared_types_only", exactly=True)),
        pack("b", "1.0.0", groups(ADDRESSES, COMMON), clause("waf.blocked_countries", include=("IR", "KP"))),
        auth_paths=("/login", "/a"),
        declared_types=("text/csv", "application/json"),
    )

    assert [
        ("blocked-countries", 0, 1, BlockedCountries(("IR", "KP"))),
        ("rate-per-ip", 100, 2, RatePerAddress(2000, 300)),
        ("rate-auth-0", 110, 14, RatePerAddress(100, 300, "/a")),
        ("rate-auth-1", 111, 14, RatePerAddress(100, 300, "/login")),
        ("body-size", 150, 11, LargeBody(65_536)),
        ("query-size", 151, 11, LongQuery(4096)),
        ("undeclared-type", 152, 24, UndeclaredType(("application/json", "text/csv"))),
        (ADDRESSES, 200, 25, ManagedGroup(ADDRESSES)),
        (COMMON, 300, 700, ManagedGroup(COMMON, ("SizeRestrictions_BODY",))),
        (SQL, 400, 200, ManagedGroup(SQL)),
    ] == [(rule.name, rule.priority, rule.capacity, rule.question) for rule in firewall.rules]
    assert 1002 == firewall.capacity


def test_what_no_pack_asks_for_is_not_there():
    """Rates and sizes always are; countries and media types only where a pack says so and a contract is there."""
    packs = pack("a", "1.0.0", groups(COMMON), clause("waf.declared_types_only", exactly=False))
    strict = pack("a", "1.0.0", groups(COMMON), clause("waf.declared_types_only", exactly=True))
    silent = pack("a", "1.0.0", groups(COMMON), clause("waf.blocked_countries", include=()))
    always = ["rate-per-ip", "body-size", "query-size", COMMON]

    assert always == [rule.name for rule in merged(packs, declared_types=("application/json",)).rules]
    assert always == [rule.name for rule in merged(strict).rules]
    assert always == [rule.name for rule in merged(silent, declared_types=()).rules]
    assert "undeclared-type" in [rule.name for rule in merged(strict, declared_types=()).rules]


@given(st.sets(st.sampled_from(sorted(MANAGED_GROUPS)), min_size=1), st.sampled_from(sorted(MANAGED_GROUPS)))
def test_one_group_more_moves_no_other(chosen, more):
    """Priorities are unique, and those of the others stay: a pack that adds a group changes that rule only."""
    before = {rule.name: rule.priority for rule in merged(pack("a", "1.0.0", groups(*chosen))).rules}
    after = {rule.name: rule.priority for rule in merged(pack("a", "1.0.0", groups(*chosen, more))).rules}

    assert len(set(after.values())) == len(after)
    assert before.items() <= after.items()


def test_every_group_stands_in_a_place_of_its_own():
    """All groups together still have one priority each, inside their phase."""
    places = {name: group.phase + group.position for name, group in MANAGED_GROUPS.items()}

    assert len(set(places.values())) == len(MANAGED_GROUPS)
    assert all(0 <= group.position < 100 and group.capacity > 0 for group in MANAGED_GROUPS.values())


def test_packs_that_cost_more_than_the_budget_are_all_named():
    """The message says who caps, who demands what, what each costs, and what the declaration added."""
    caps = replace(clause("waf.capacity_units", at_most=923), place=Place("policy_packs/b/2.0.0.toml", 9))
    common = replace(groups(COMMON), place=Place("policy_packs/a/1.0.0.toml", 7))
    with pytest.raises(PackError) as caught:
        merged(
            pack("a", "1.0.0", common),
            pack("b", "2.0.0", caps),
            choices={"waf.managed_groups": [SQL]},
        )

    assert (
        "error[PACK-023] the web ACL's rules cost 924 WCU, over the budget of 923\n"
        "  at   policy_packs/b/2.0.0.toml:9 and policy_packs/a/1.0.0.toml:7\n"
        "  got  b 2.0.0 allows at most 923; a 1.0.0 demands CommonRuleSet 700; the declaration adds SQLiRuleSet 200\n"
        "  fix  demand fewer groups, or raise the budget in a new version: over 1500 WCU cost more, "
        "over 5000 AWS refuses\n"
        "  more `paved explain PACK-023`"
    ) == str(caught.value)


def test_the_budget_itself_may_be_spent():
    """A capacity of exactly the budget is inside it."""
    firewall = merged(pack("a", "1.0.0", groups(COMMON), clause("waf.capacity_units", at_most=724)))

    assert 724 == firewall.capacity


@pytest.mark.parametrize(("length", "fits"), [(400, True), (401, False)])
def test_more_media_types_than_one_rule_can_hold_are_refused(length, fits):
    """AWS takes a pattern of 512 characters: 400 of names leave room for what surrounds them."""
    packs = pack("a", "1.0.0", groups(COMMON), clause("waf.declared_types_only", exactly=True))
    types = ("a" * (length - 2), "b")

    if fits:
        assert "undeclared-type" in [rule.name for rule in merged(packs, declared_types=types).rules]
    else:
        with pytest.raises(PackError, match="PACK-024"):
            merged(packs, declared_types=types)


def test_the_token_endpoint_is_where_credentials_are_tried():
    """The path is Cognito's own."""
    assert ("/oauth2/token",) == TOKEN_PATHS
