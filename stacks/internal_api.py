"""
The internal API road: a contract becomes a private REST API that our own services reach with signed requests.
"""

from __future__ import annotations

from typing import Final

from constructs import Construct

from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.method_throttles import method_throttles
from platform_constructs.aws.openapi_body import SIGNED_REQUESTS, openapi_body
from platform_constructs.aws.parameters import look_up, publish
from platform_constructs.aws.private_access import PrivateAccess
from platform_constructs.aws.rest_api import RestApi
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.api import InternalApi
from platform_constructs.model.contract import CompiledApi
from platform_constructs.model.network import Network
from platform_constructs.model.plan import STAGE, PlannedStack
from platform_constructs.model.throttle import throttle_of
from stacks.reach import BackendReach

__all__ = ["InternalApiStack"]


class InternalApiStack(RoadStack):
    """
    Define everything behind one domain's base path on the internal host.

    Always: reached from the organisation's network only, every request signed, nobody lets in whom the registry does
    not grant the operation, requests validated, encrypted logs, throttles.

    Attributes:
        rest_api: The REST API, its policy and its stage.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, declaration: InternalApi, api: CompiledApi) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        backends = BackendReach(self, planned, declaration, api)
        body = openapi_body(
            api,
            integrate=backends.integration,
            scheme=SIGNED_REQUESTS,
            problem_base=site.organisation.problem_base,
        )
        network = f"{site.organisation.platform.name}-{Network.road}"
        endpoint = look_up(self, "execute-api-endpoint-id", site, network, "execute-api-endpoint-id")
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
            private=PrivateAccess(endpoint, site.environment.account, planned.callers, api.resource_paths),
        )
        backends.permit(self.rest_api.api.execution_arn)
        publish(self, "rest-api-id", site, self.rest_api.api.id, "The REST API that the host's mapping leads to")
        publish(self, "stage-name", site, STAGE, "Its stage")
        publish(self, "execution-arn", site, self.rest_api.api.execution_arn, "For policies of those who call it")
