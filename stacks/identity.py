"""
The identity road: the user pool that external consumers get their access tokens from.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from constructs import Construct

from platform_constructs.adapters.code_folder import read_code
from platform_constructs.aws.alarm_topic import AlarmTopic, alarms_use_key
from platform_constructs.aws.function import Function, Program, Shape
from platform_constructs.aws.function_code import function_code
from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.parameters import publish
from platform_constructs.aws.stack import RoadStack
from platform_constructs.aws.user_pool import UserPool
from platform_constructs.aws.web_acl import WebAcl
from platform_constructs.model.firewall import Firewall
from platform_constructs.model.plan import PlannedStack, Site
from platform_constructs.model.platform_declarations import Partners
from platform_constructs.model.settings import Settings

__all__ = ["IdentityStack"]

_CLAIMS: Final = "add_partner_claims"
_RUNTIME: Final = "python3.13"
_SHAPE: Final = Shape(memory_mib=256, timeout_s=5, concurrency=50)  # Cognito waits for 5 seconds


class IdentityStack(RoadStack):
    """
    Define the user pool of one environment and, per domain, the scopes of its contracts.

    Always: a web ACL in front of it, with a tighter rate where credentials are tried; tokens for partners only, each of
    which says whose it is.

    Attributes:
        user_pool: The pool, its token endpoint and its resource servers.
        web_acl: The web ACL and its logging.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, firewall: Firewall) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        key = LogKey(self, "log-key", site, settings, also=[alarms_use_key(site)])
        claims = self._claims(site, settings, key)
        self.user_pool: Final = UserPool(self, "user-pool", site, settings, scopes=planned.scopes, claims=claims)
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

    def _claims(self, site: Site, settings: Settings, key: LogKey) -> Function:
        """Define the function that says in a token whose it is; what it says stands in the partners' stack."""
        alarms = AlarmTopic(self, "alarms", site, key_arn=key.arn)
        publish(self, "alarm-topic-arn", site, alarms.arn, "Who is on call subscribes here")
        folder = Path(str(files("platform_constructs"))) / "functions" / _CLAIMS
        clients = site.parameter(f"{site.domain.name}-{Partners.road}", "clients")
        environment = site.environment
        read = {
            "Sid": "ReadWhoseAClientIs",
            "Effect": "Allow",
            "Action": "ssm:GetParameter",
            "Resource": f"arn:aws:ssm:{environment.region}:{environment.account}:parameter{clients}/*",
        }
        return Function(
            self,
            "claims",
            site,
            settings,
            name="claims",
            description="Says in each token whose it is",
            program=Program(
                function_code(self, "add-partner-claims", read_code(folder, called=_CLAIMS)),
                handler="handler.add_claims",
                runtime=_RUNTIME,
            ),
            shape=_SHAPE,
            key_arn=key.arn,
            alarm_topic_arn=alarms.arn,
            variables={"CLIENTS_PREFIX": clients},
            statements=[read],
        )
