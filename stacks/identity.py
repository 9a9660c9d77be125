"""
The identity road: the user pool that external consumers get their access tokens from.
"""

from __future__ import annotations

from typing import Final

from constructs import Construct

from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.parameters import publish
from platform_constructs.aws.stack import RoadStack
from platform_constructs.aws.user_pool import UserPool
from platform_constructs.aws.web_acl import WebAcl
from platform_constructs.model.firewall import Firewall
from platform_constructs.model.plan import PlannedStack

__all__ = ["IdentityStack"]


class IdentityStack(RoadStack):
    """
    Define the user pool of one environment and, per domain, the scopes of its contracts.

    Always: a web ACL in front of it, with a tighter rate where credentials are tried.

    Attributes:
        user_pool: The pool, its token endpoint and its resource servers.
        web_acl: The web ACL and its logging.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, firewall: Firewall) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        self.user_pool: Final = UserPool(self, "user-pool", site, settings, scopes=planned.scopes)
        key = LogKey(self, "log-key", site, settings)
        self.web_acl: Final = WebAcl(
            self,
            "web-acl",
            site,
            settings,
            protects=self.user_pool.arn,
            body_limit="cognito_user_pool",
            key_arn=key.arn,
            firewall=firewall,
        )
        publish(self, "user-pool-arn", site, self.user_pool.arn, "For authorizers")
        publish(self, "user-pool-id", site, self.user_pool.id, "For app clients")
        publish(self, "token-domain", site, self.user_pool.domain, "Prefix of the hosted token endpoint")
