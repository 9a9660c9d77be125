"""
The function road: a Lambda function that answers for APIs of its domain.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from constructs import Construct

from platform_constructs.aws.alarm_topic import AlarmTopic, alarms_use_key
from platform_constructs.aws.function import Function, Inside, Program, Shape
from platform_constructs.aws.function_code import function_code
from platform_constructs.aws.log_key import LogKey
from platform_constructs.aws.parameters import publish
from platform_constructs.aws.service_network import ServiceNetwork
from platform_constructs.aws.service_secrets import read_secrets, secret_arns
from platform_constructs.aws.stack import RoadStack
from platform_constructs.model.plan import PlannedStack
from platform_constructs.model.service import FunctionBackend

__all__ = ["FunctionStack"]


class FunctionStack(RoadStack):
    """
    Define one function, in the network, with a role of its own.

    Always: it reaches AWS services through the network's endpoints only, and reads its own domain's secrets only. Which
    internal APIs it may call, those APIs' own policies say.

    Attributes:
        function: The function and its alias.
    """

    def __init__(self, scope: Construct, planned: PlannedStack, declaration: FunctionBackend) -> None:
        super().__init__(scope, planned.site)
        site, settings = planned.site, planned.settings
        key = LogKey(self, "log-key", site, settings, also=[alarms_use_key(site)])
        alarms = AlarmTopic(self, "alarms", site, key_arn=key.arn)
        network = ServiceNetwork(self, "network", site)
        secrets = secret_arns(self, site, declaration.secrets)
        waits = settings.number("integration.timeout_ms")
        self.function: Final = Function(
            self,
            "service",
            site,
            settings,
            program=self._program(planned, declaration),
            shape=Shape(
                declaration.memory_mib,
                ceil(min(waits, declaration.timeout_ms or waits) / 1000),
                settings.number("function.concurrency"),
            ),
            key_arn=key.arn,
            alarm_topic_arn=alarms.arn,
            variables={**declaration.variables(site.environment.name), **secrets},
            statements=read_secrets(site, secrets),
            inside=Inside(network.subnet_ids, network.security_group_id),
            canary=declaration.canary,
        )
        publish(self, "version", site, self.function.version, "The version deployed last, for Canary(stable=...)")
        publish(self, "alarm-topic-arn", site, alarms.arn, "Who is on call subscribes here")

    def _program(self, planned: PlannedStack, declaration: FunctionBackend) -> Program:
        if declaration.image is not None:
            return Program(image=declaration.image)
        code = function_code(self, declaration.name, planned.code)
        return Program(code, handler=declaration.handler, runtime=declaration.runtime)
