"""
The account road: what exists once per AWS account and region.
"""

from __future__ import annotations

from constructs import Construct

from platform_constructs.aws.account_logging import AccountLogging
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.plan import PlannedStack

__all__ = ["AccountStack"]


class AccountStack(RoadStack):
    """
    Define the account-wide role that API Gateway writes logs with.

    Always: exactly this stack owns it; a second owner would take it from the first on every apply.
    """

    def __init__(self, scope: Construct, planned: PlannedStack) -> None:
        super().__init__(scope, planned.site)
        AccountLogging(self, "logging", planned.site)
