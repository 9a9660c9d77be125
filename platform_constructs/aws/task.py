"""
What runs of a container service: its task definition, the two roles of a task, and its log.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from cdktf_cdktf_provider_aws.ecs_task_definition import (
    EcsTaskDefinition,
    EcsTaskDefinitionRuntimePlatform,
    EcsTaskDefinitionVolume,
)
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from constructs import Construct

from platform_constructs.aws.image_source import pull_statements
from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.escape import escape
from platform_constructs.model.plan import Site
from platform_constructs.model.service import ContainerBackend
from platform_constructs.model.settings import Settings
from platform_constructs.model.short_name import short_name

__all__ = ["Task"]

_LONGEST_ROLE: Final = 64  # characters
_SCRATCH: Final = "scratch"
_COLLECTOR_CPU: Final = 32  # of the task's CPU units, when both want more than there is
_OTLP: Final = "http://localhost:4317"
_TRACES: Final = {
    "Sid": "Traces",
    "Effect": "Allow",
    "Action": [
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
    ],
    "Resource": "*",
}


class Task(Construct):
    """
    Define a task of one container, and of a collector beside it where one is declared.

    Always: a file system that cannot be written but for `/tmp`; no privileges to gain; one role that starts it, which
    pulls its images, writes its log and reads its secrets, and one that it runs as, which may do nothing of its own.

    Attributes:
        arn: The task definition's ARN.
        name: The container's name.
        role_arn: Of the role that it runs as.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        declaration: ContainerBackend,
        *,
        key_arn: str,
        secrets: Mapping[str, str],
        starting: Sequence[Mapping[str, Any]],
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `logs.retention_days`.
            declaration: What its owner wrote.
            key_arn: The key that encrypts its log.
            secrets: ARNs by variable.
            starting: What else the role that starts it may do, as IAM writes statements in JSON.
        """
        super().__init__(scope, id)
        self._site, self._declaration, self._secrets = site, declaration, secrets
        log = CloudwatchLogGroup(
            self,
            "log",
            name=f"/ecs/{site.prefix}",
            retention_in_days=settings.number("logs.retention_days"),
            kms_key_id=key_arn,
        )
        images = [declaration.image, *([declaration.collector] if declaration.collector else [])]
        write = {
            "Sid": "WriteTheLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"{log.arn}:*",
        }
        starts = self._role("starter", "starts", [*pull_statements(images), write, *starting])
        runs = self._role("role", "runs as", [_TRACES] if declaration.collector else [])
        self.name: Final = declaration.name
        definition = EcsTaskDefinition(
            self,
            "definition",
            family=site.prefix,
            requires_compatibilities=["FARGATE"],
            network_mode="awsvpc",
            cpu=str(declaration.cpu),
            memory=str(declaration.memory_mib),
            execution_role_arn=starts.arn,
            task_role_arn=runs.arn,
            runtime_platform=EcsTaskDefinitionRuntimePlatform(
                operating_system_family="LINUX", cpu_architecture="X86_64"
            ),
            volume=[EcsTaskDefinitionVolume(name=_SCRATCH)],
            container_definitions=json.dumps(self._containers(log.name), sort_keys=True),
        )
        self.arn: Final[str] = definition.arn
        self.role_arn: Final[str] = runs.arn

    def _role(self, id: str, what: str, statements: Sequence[Mapping[str, Any]]) -> IamRole:
        account, region = self._site.environment.account, self._site.environment.region
        trust = {
            "Sid": "TasksTakeIt",
            "Effect": "Allow",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "ArnLike": {"aws:SourceArn": f"arn:aws:ecs:{region}:{account}:*"},
                "StringEquals": {"aws:SourceAccount": account},
            },
        }
        suffix = "" if id == "role" else f"-{id}"
        role = IamRole(
            self,
            id,
            name=short_name(f"{self._site.prefix}{suffix}", at_most=_LONGEST_ROLE),
            description=f"What the container {self._site.prefix} {what}",
            assume_role_policy=policy_document(self, f"{id}-trust", [trust]),
        )
        if statements:
            document = policy_document(self, f"{id}-document", statements)
            IamRolePolicy(self, f"{id}-policy", name="task", role=role.name, policy=document)
        return role

    def _containers(self, log: str) -> list[dict[str, Any]]:
        said = self._declaration
        variables = said.variables(self._site.environment.name)
        if said.collector:
            variables.setdefault("OTEL_EXPORTER_OTLP_ENDPOINT", _OTLP)
        main = self._container(said.name, said.image, log) | {
            "essential": True,
            "portMappings": [{"containerPort": said.port, "hostPort": said.port, "protocol": "tcp"}],
            "environment": [{"name": name, "value": escape(text)} for name, text in sorted(variables.items())],
            "secrets": [{"name": name, "valueFrom": arn} for name, arn in sorted(self._secrets.items())],
            "mountPoints": [{"containerPath": "/tmp", "sourceVolume": _SCRATCH, "readOnly": False}],  # noqa: S108 - in the container
        }
        if not said.collector:
            return [main]
        # its loss loses telemetry, not requests
        beside = {"essential": False, "cpu": _COLLECTOR_CPU, "portMappings": [], "environment": [], "mountPoints": []}
        return [main, self._container("collector", said.collector, log) | beside]

    def _container(self, name: str, image: str, log: str) -> dict[str, Any]:
        return {
            "name": name,
            "image": image,
            "readonlyRootFilesystem": True,
            "privileged": False,
            "linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"], "add": []}},
            "volumesFrom": [],
            "systemControls": [],
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": log,
                    "awslogs-region": self._site.environment.region,
                    "awslogs-stream-prefix": name,
                    "mode": "non-blocking",  # a slow log must not stop answers
                    "max-buffer-size": "25m",
                },
            },
        }
