"""
The rules of a web ACL.
"""

from platform_constructs.aws.waf_rules import rules_for
from tests.tree.plans import settings


def test_rules_stand_in_awss_order_of_phases():
    """
    Rate rules come first, then sizes, then reputation, then the baseline, then use cases.
    """
    groups = (
        "AWSManagedRulesSQLiRuleSet",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesAmazonIpReputationList",
    )
    rules = rules_for(settings(waf__managed_groups=groups), auth_paths=("/oauth2/token",))

    assert [
        "rate-per-ip",
        "rate-auth-0",
        "body-size",
        "query-size",
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesSQLiRuleSet",
    ] == [rule["name"] for rule in rules]


def test_priorities_are_unique():
    """
    Two rules of one priority are refused by AWS, and not by the provider.
    """
    priorities = [rule["priority"] for rule in rules_for(settings(), auth_paths=("/a", "/b"))]

    assert len(set(priorities)) == len(priorities)


def test_adding_a_managed_group_leaves_the_other_phases_alone():
    """
    A pack that adds a group does not renumber what stands in another phase.
    """
    before = {rule["name"]: rule["priority"] for rule in rules_for(settings())}
    more = (*settings().names("waf.managed_groups"), "AWSManagedRulesSQLiRuleSet")
    after = {rule["name"]: rule["priority"] for rule in rules_for(settings(waf__managed_groups=more))}

    assert before == {name: priority for name, priority in after.items() if name != "AWSManagedRulesSQLiRuleSet"}
