"""
The way from an API's stack to the services that answer for it, by what their stacks published.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from platform_constructs.aws.function_arn import function_arn, invoke_arn
from platform_constructs.aws.function_permissions import permit
from platform_constructs.aws.integration import Balancer, Reach, integration_for
from platform_constructs.aws.parameters import look_up
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.api import Api
from platform_constructs.model.contract import CompiledApi, Operation
from platform_constructs.model.host import PrivateLink
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.platform_declarations import LoadBalancer
from platform_constructs.model.service import ALIAS, FunctionBackend

__all__ = ["BackendReach"]


class BackendReach:
    """Looks up, once each, what an API's stack has to know of its backends. They are looked up when first asked for."""

    def __init__(self, stack: RoadStack, planned: PlannedStack, declaration: Api, api: CompiledApi) -> None:
        self._stack, self._planned, self._declaration, self._api = stack, planned, declaration, api
        self._balancer = cache(self._look_up_balancer)
        self._reach = Reach(
            planned.site.environment.name,
            planned.settings.number("integration.timeout_ms"),
            self._balancer,
            lambda backend: invoke_arn(planned.site, backend.stack),
        )

    def integration(self, operation: Operation) -> dict[str, Any]:
        """Return how the gateway calls what answers an operation."""
        return integration_for(
            self._declaration.backend_of(operation.id),
            operation,
            self._reach,
            answer=self._api.answers.get(operation.id),
            types=self._api.request_types,
        )

    def permit(self, execution_arn: str) -> None:
        """Let each operation that a function answers call that function."""
        for operation in self._api.operations:
            backend = self._declaration.backend_of(operation.id)
            if isinstance(backend, FunctionBackend):
                permit(
                    self._stack,
                    self._api,
                    operation,
                    execution_arn=execution_arn,
                    function_arn=function_arn(self._planned.site, backend.stack),
                    qualifier=ALIAS,
                )

    def _look_up_balancer(self) -> Balancer:
        site = self._planned.site
        table = site.organisation.balancer
        if table is None:
            raise TypeError("planning lets no container through without a load balancer")
        stack = f"{site.organisation.platform.name}-{LoadBalancer.road}"
        host = table.name_of(self._declaration.host, site.environment.name)
        link = look_up(self._stack, "vpc-link-id", site, stack, "vpc-link-id")
        if table.private_link is PrivateLink.NETWORK_LOAD_BALANCER:
            return Balancer(host, link)
        return Balancer(host, link, look_up(self._stack, "balancer-arn", site, stack, "balancer-arn"))
