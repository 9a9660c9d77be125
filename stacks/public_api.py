"""
The public API road: a contract becomes a REST API that partners reach with an access token.
"""

from __future__ import annotations

from typing import Final

from constructs import Construct

from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.method_throttles import method_throttles
from platform_constructs.aws.openapi_body import access_tokens, openapi_body
from platform_constructs.aws.parameters import look_up, publish
from platform_constructs.aws.rest_api import RestApi
from platform_constructs.aws.stack import RoadStack
from platform_constructs.aws.web_acl import WebAcl
from platform_constructs.model.api import PublicApi
from platform_constructs.model.contract import CompiledApi
from platform_constructs.model.firewall import Firewall
from platform_constructs.model.plan import STAGE, PlannedStack
from platform_constructs.model.platform_declarations import IdentityPool
from platform_constructs.model.throttle import throttle_of
from stacks.reach import BackendReach

__all__ = ["PublicApiStack"]


_KEY_REQUIRED: Final = "usage_plan.key_required"


class PublicApiStack(RoadStack):
    """
    Define everything behind one domain's base path on the public host.

    Always: access tokens checked per operation, requests validated, a web ACL with its log,
    encrypted logs, throttles. The edge stack maps the host's path to it.

    Attributes:
        rest_api: The REST API and its stage.
        web_acl: The web ACL and its logging.
    """

    def __init__(
        self, scope: Construct, planned: PlannedStack, declaration: PublicApi, api: CompiledApi, firewall: Firewall
    ) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        identity = f"{site.organisation.platform.name}-{IdentityPool.road}"
        pool = look_up(self, "user-pool-arn", site, identity, "user-pool-arn")
        backends = BackendReach(self, planned, declaration, api)
        body = openapi_body(
            api,
            integrate=backends.integration,
            scheme=access_tokens(pool),
            problem_base=site.organisation.problem_base,
            key_required=_KEY_REQUIRED in settings and settings.flag(_KEY_REQUIRED),
        )
        key = LogKey(self, "log-key", site, settings)
        self.rest_api: Final = RestApi(
            self,
            "rest-api",
            site,
            settings,
            body=body,
            description=f"{api.title} {api.version}",
            key_arn=key.arn,
            throttle=throttle_of(settings),
            operation_throttles=method_throttles(declaration, api, settings),
        )
        backends.permit(self.rest_api.api.execution_arn)
        self.web_acl: Final = WebAcl(
            self,
            "web-acl",
            site,
            settings,
            protects=self.rest_api.stage.arn,
            body_limit="api_gateway",
            key_arn=key.arn,
            firewall=firewall,
        )
        publish(self, "rest-api-id", site, self.rest_api.api.id, "The REST API that the host's mapping leads to")
        publish(self, "stage-name", site, STAGE, "Its stage")
        publish(self, "execution-arn", site, self.rest_api.api.execution_arn, "For execute-api permissions")
