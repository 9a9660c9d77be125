"""
The platform team asks what runs out next.
"""

from __future__ import annotations


def test_the_ledger_says_who_uses_how_much_of_what(sample):
    """
    Of all stacks, with the limit, by whom, and where AWS says so; the fullest first.
    """
    ended = sample.paved("quotas", "--format", "json")

    assert (ended.code, ended.json["left_out"]) == (0, [])
    shares = [one["share"] for one in ended.json["quotas"]]
    assert shares == sorted(shares, reverse=True)
    (servers,) = (one for one in ended.json["quotas"] if one["quota"] == "cognito.resource-servers-per-user-pool")
    assert servers == {
        "adjustable": True,
        "by": {"platform": 4},
        "granted": False,
        "holder": "platform-identity: aws_cognito_user_pool.user-pool_54D4728B",
        "limit": 25,
        "quota": "cognito.resource-servers-per-user-pool",
        "share": 16.0,
        "source": "https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html",
        "stacks": ["platform-identity"],
        "used": 4,
        "what": "resource servers",
    }


def test_what_aws_granted_counts_and_what_is_over_it_is_refused_before_it_is_written(sample):
    """
    Three usage plans for five APIs and two partners: the synth refuses, the ledger shows who has them and ends with 1.
    """
    sample.replace("platform.toml", "[quotas]", '[quotas]\n"apigateway.usage-plans" = 3')

    refused = sample.paved("synth")

    assert refused.code == 1
    assert (
        "block[QUOTA-001] usage plans of one account: more than AWS grants\n  at   stacks/domains/platform/stack.py:"
    ) in refused.out
    assert "got  7 of 3 in account 123456789012, eu-west-1; delivery has 2" in refused.out
    assert sample.output() == {}
    listed = sample.paved("quotas")
    assert listed.code == 1
    first, row = listed.out.splitlines()[:2]
    assert first.split() == ["USED", "LIMIT", "FULL", "WHAT", "IN", "BY"]
    assert row.startswith("7     3 granted   233 %  usage plans")
    assert row.endswith("delivery 2, platform 2, ordering 1, quoting 1, suppliers 1")


def test_one_domains_stacks_are_counted_alone_and_it_says_so(sample):
    """
    Nobody takes a part for the whole.
    """
    ended = sample.paved("quotas", "ordering")

    assert ended.code == 0
    assert (
        "note: not counted: delivery-internal, delivery-planner-container, delivery-public, delivery-slots" in ended.out
    )
    assert "1 stack for sandbox" in ended.out


def test_a_quota_that_aws_never_raises_cannot_be_raised_here(sample):
    """
    Nor can one that nobody counts.
    """
    sample.replace("platform.toml", "[quotas]", '[quotas]\n"wafv2.capacity-per-web-acl" = 9000\n"wafv2.web-acl" = 5')

    ended = sample.paved("quotas")

    assert ended.code == 2
    assert "error[REG-045] AWS grants nobody another wafv2.capacity-per-web-acl than 5000" in ended.error
    assert "error[REG-016] no check reads this quota" in ended.error
    assert "fix  did you mean wafv2.web-acls?" in ended.error
