"""
The partners' road: clients, keys, limits and secrets of the companies outside that call public APIs.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from constructs import Construct

from platform_constructs.adapters.code_folder import read_code
from platform_constructs.aws.alarm_topic import AlarmTopic, alarms_use_key
from platform_constructs.aws.function import Program
from platform_constructs.aws.function_code import function_code
from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.parameters import look_up, publish
from platform_constructs.aws.partner import PartnerAccess, Tokens
from platform_constructs.aws.secret_rotation import SecretRotation
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.platform_declarations import IdentityPool

__all__ = ["PartnersStack"]

_ROTATION: Final = "rotate_client_secret"
_RUNTIME: Final = "python3.13"


class PartnersStack(RoadStack):
    """
    Define what partners have in one environment, each apart from the others.

    Always: one function rotates every secret; a partner that comes, changes or goes changes resources of its own only.

    Attributes:
        rotation: The function, and what calls it.
    """

    def __init__(self, scope: Construct, planned: PlannedStack) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        identity = f"{site.organisation.platform.name}-{IdentityPool.road}"
        domain = look_up(self, "token-domain", site, identity, "token-domain")
        pool = look_up(self, "user-pool-id", site, identity, "user-pool-id")
        tokens = Tokens(
            pool,
            f"https://{domain}.auth.{site.environment.region}.amazoncognito.com/oauth2/token",
        )
        key = LogKey(self, "log-key", site, settings, also=[alarms_use_key(site)])
        alarms = AlarmTopic(self, "alarms", site, key_arn=key.arn)
        folder = Path(str(files("platform_constructs"))) / "functions" / _ROTATION
        code = function_code(self, "rotate-client-secret", read_code(folder, called=_ROTATION))
        self.rotation: Final = SecretRotation(
            self,
            "rotation",
            site,
            settings,
            program=Program(code, handler="handler.rotate", runtime=_RUNTIME),
            user_pool_id=pool,
            key_arn=key.arn,
            alarm_topic_arn=alarms.arn,
        )
        for admitted in planned.partners:
            PartnerAccess(
                self,
                f"partner-{admitted.partner.name}",
                site,
                settings,
                admitted,
                tokens=tokens,
                rotation=self.rotation,
                key_arn=key.arn,
            )
        publish(self, "alarm-topic-arn", site, alarms.arn, "Who is on call subscribes here")
