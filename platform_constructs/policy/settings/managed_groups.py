"""
The groups of web ACL rules that AWS maintains: when each is asked, and what it costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from platform_constructs.model.firewall import Phase

__all__ = ["MANAGED_GROUPS", "Group"]


@dataclass(frozen=True, slots=True)
class Group:
    """
    One managed group.

    Attributes:
        phase: When it is asked.
        position: Its place in the phase, fixed, so that a group more or less moves no other.
        capacity: WCU, from AWS's list of managed rule groups.
        counted: Its rules that only count, because they refuse what our consumers rightly send.
    """

    phase: Phase
    position: int
    capacity: int
    counted: tuple[str, ...] = ()


# Not here: Bot Control, account takeover, account creation and DDoS protection, which want settings of their own.
MANAGED_GROUPS: Final[Mapping[str, Group]] = MappingProxyType(
    {
        "AWSManagedRulesAmazonIpReputationList": Group(Phase.REPUTATION, 0, 25),
        # partners call from hosting providers: that is what they are
        "AWSManagedRulesAnonymousIpList": Group(Phase.REPUTATION, 10, 50, ("HostingProviderIPList",)),
        # blocks bodies over 8 KB whatever the contract says; our own size rule takes its place
        "AWSManagedRulesCommonRuleSet": Group(Phase.BASELINE, 0, 700, ("SizeRestrictions_BODY",)),
        "AWSManagedRulesKnownBadInputsRuleSet": Group(Phase.BASELINE, 10, 200),
        "AWSManagedRulesAdminProtectionRuleSet": Group(Phase.BASELINE, 20, 100),
        "AWSManagedRulesSQLiRuleSet": Group(Phase.USE_CASE, 0, 200),
        "AWSManagedRulesLinuxRuleSet": Group(Phase.USE_CASE, 10, 200),
        "AWSManagedRulesUnixRuleSet": Group(Phase.USE_CASE, 20, 100),
        "AWSManagedRulesWindowsRuleSet": Group(Phase.USE_CASE, 30, 200),
        "AWSManagedRulesPHPRuleSet": Group(Phase.USE_CASE, 40, 100),
        "AWSManagedRulesWordPressRuleSet": Group(Phase.USE_CASE, 50, 100),
    }
)
"""Every group a pack may demand."""
