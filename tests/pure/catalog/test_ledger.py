"""
The claims of `catalog.ledger` and of the table that it counts against.
"""

from __future__ import annotations

import pytest

from platform_constructs.catalog.ledger import Entry, Use, ledger, quota_findings
from platform_constructs.model.place import Place
from platform_constructs.model.quota import QUOTAS
from platform_constructs.model.verdict import Level

PLANS = "apigateway.usage-plans"  # 300 by default, and AWS raises it
SCOPES = "cognito.scopes-per-resource-server"  # 100, and AWS does not
ACCOUNT = "account 123456789012, eu-west-1"


def use(amount: int, domain: str = "ordering", quota: str = PLANS, holder: str = ACCOUNT) -> Use:
    """So many of a domain's one stack."""
    place = Place(f"stacks/domains/{domain}/stack.py", 5)
    return Use(quota, holder, f"{domain}-public", domain, amount, place)


def said(entries: tuple[Entry, ...]) -> list[str]:
    """What is found."""
    return [str(one) for one in quota_findings(entries, platform="platform")]


def test_what_several_domains_share_is_added_up_and_the_largest_named_first() -> None:
    """Used is by all of them, the place is the stack's that uses most."""
    (entry,) = ledger([use(3), use(20, "delivery"), use(1), use(0, "quoting")], {})
    assert entry == Entry(
        QUOTAS[PLANS],
        ACCOUNT,
        used=24,
        limit=300,
        granted=False,
        by={"delivery": 20, "ordering": 4},
        stacks=("delivery-public", "ordering-public"),
        place=Place("stacks/domains/delivery/stack.py", 5),
    )
    assert entry.share == 8.0


def test_the_fullest_comes_first_and_what_is_granted_counts() -> None:
    """A granted limit replaces AWS's default; what shares nothing is not added up."""
    uses = [use(10), use(10, quota=SCOPES, holder="a"), use(12, quota=SCOPES, holder="b")]
    found = [(one.quota.name, one.holder, one.used, one.limit, one.granted) for one in ledger(uses, {PLANS: 20})]
    assert found == [
        (PLANS, ACCOUNT, 10, 20, True),
        (SCOPES, "b", 12, 100, False),
        (SCOPES, "a", 10, 100, False),
    ]


@pytest.mark.parametrize(
    ("amount", "codes"), [(239, []), (240, ["QUOTA-002"]), (300, ["QUOTA-002"]), (301, ["QUOTA-001"])]
)
def test_four_fifths_are_a_warning_and_more_than_all_is_refused(amount: int, codes: list[str]) -> None:
    """At the very limit everything still fits."""
    found = list(quota_findings(ledger([use(amount)], {}), platform="platform"))
    assert [one.code for one in found] == codes
    assert all(one.level is (Level.BLOCK if one.code == "QUOTA-001" else Level.WARN) for one in found)


def test_a_limit_of_nothing_is_full_with_the_first() -> None:
    """The registry may say 0: nobody may have one."""
    (entry,) = ledger([use(1)], {PLANS: 0})
    assert (entry.share, said((entry,))[0].partition("\n")[0]) == (
        100.0,
        "block[QUOTA-001] usage plans of one account: more than AWS grants",
    )


def test_what_one_domain_uses_alone_is_its_own_to_mend() -> None:
    """And AWS does not raise every quota, so the way out is another."""
    assert said(ledger([use(101, quota=SCOPES, holder="ordering-public: a")], {})) == [
        "block[QUOTA-001] scopes of one resource server: more than AWS grants\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        "  got  101 of 100 in ordering-public: a; ordering has 101\n"
        "  fix  AWS does not raise it: remove some, or use another one\n"
        "  who  ordering\n"
        "  more `paved explain QUOTA-001`"
    ]


def test_what_several_share_is_the_platforms_to_mend() -> None:
    """The platform asks AWS for more, and the message says where to write what it grants."""
    assert said(ledger([use(200), use(60, "delivery")], {})) == [
        "warn[QUOTA-002] usage plans of one account: 87 % used\n"
        "  at   stacks/domains/ordering/stack.py:5\n"
        f"  got  260 of 300 in {ACCOUNT}; ordering has 200\n"
        '  fix  ask AWS for more and write what it grants: [quotas] "apigateway.usage-plans" = ...\n'
        "  who  platform\n"
        "  more `paved explain QUOTA-002`"
    ]


def test_every_quota_has_a_source_of_awss_own() -> None:
    """The table is sorted, and each entry is found under its own name."""
    assert list(QUOTAS) == sorted(QUOTAS)
    for name, quota in QUOTAS.items():
        assert (quota.name, quota.source.startswith("https://docs.aws.amazon.com/"), quota.limit > 0) == (
            name,
            True,
            True,
        )
