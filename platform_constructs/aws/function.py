"""
A Lambda function with everything that belongs to it: role, log, traces, dead letters, alias.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.lambda_alias import LambdaAlias, LambdaAliasRoutingConfig
from cdktf_cdktf_provider_aws.lambda_function import (
    LambdaFunction,
    LambdaFunctionDeadLetterConfig,
    LambdaFunctionEnvironment,
    LambdaFunctionLoggingConfig,
    LambdaFunctionTracingConfig,
    LambdaFunctionVpcConfig,
)
from constructs import Construct

from platform_constructs.aws.failed_events import FailedEvents
from platform_constructs.aws.function_arn import LONGEST_NAME
from platform_constructs.aws.function_code import FunctionCode
from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.plan import Site
from platform_constructs.model.service import ALIAS, Canary
from platform_constructs.model.settings import Settings
from platform_constructs.model.short_name import short_name

__all__ = ["Function", "Inside", "Program", "Shape"]

_TRUST: Final = {  # without a condition on the source: Lambda sends none when it takes a role
    "Sid": "LambdaRunsIt",
    "Effect": "Allow",
    "Principal": {"Service": "lambda.amazonaws.com"},
    "Action": "sts:AssumeRole",
}


@dataclass(frozen=True, slots=True)
class Program:
    """
    What a function runs: code from a folder, or an image.

    Attributes:
        code: The packed folder; None for an image.
        image: The image's URI; empty for code.
        handler: For code: module and function.
        runtime: For code: Lambda's name of it.
    """

    code: FunctionCode | None = None
    image: str = ""
    handler: str = ""
    runtime: str = ""


@dataclass(frozen=True, slots=True)
class Inside:
    """
    Where in a network a function runs.

    Attributes:
        subnet_ids: Its private subnets.
        security_group_id: What it may reach.
    """

    subnet_ids: Sequence[str]
    security_group_id: str


@dataclass(frozen=True, slots=True)
class Shape:
    """
    How large a function is and how long it may take.

    Attributes:
        memory_mib: Mebibytes of memory.
        timeout_s: Seconds.
        concurrency: How many may run at once: kept for it, and its upper bound.
    """

    memory_mib: int
    timeout_s: int
    concurrency: int


class Function(Construct):
    """
    Define a function, its role, its log, its dead-letter queue and its alias `live`.

    Always: a role of its own that may do what its statements say, and besides write its log, its traces and its dead
    letters; encrypted variables; a structured log; a bound on how many run at once; every change is a new version.

    Attributes:
        arn: The function's ARN, without alias.
        alias_arn: The ARN of its alias.
        version: The number of the version deployed last.
        role_arn: Its role's ARN.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        *,
        program: Program,
        shape: Shape,
        key_arn: str,
        alarm_topic_arn: str,
        name: str = "",
        description: str = "",
        variables: Mapping[str, str] | None = None,
        statements: Sequence[Mapping[str, Any]] = (),
        inside: Inside | None = None,
        canary: Canary | None = None,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `logs.retention_days`.
            program: What it runs.
            shape: How large it is.
            key_arn: The key for its log, variables and dead letters.
            alarm_topic_arn: Where it is told that an event was given up.
            name: Tells the functions of one stack apart; may be empty.
            description: What it does, for whoever finds it in the console.
            variables: Its environment, without anything secret.
            statements: What else its role may do, as IAM writes them in JSON.
            inside: The network it runs in; None for Lambda's own, which reaches the internet.
            canary: A release that takes over step by step.
        """
        super().__init__(scope, id)
        whole = f"{site.prefix}-{name}" if name else site.prefix
        short = short_name(whole, at_most=LONGEST_NAME)
        log = CloudwatchLogGroup(
            self,
            "log",
            name=f"/aws/lambda/{whole}",
            retention_in_days=settings.number("logs.retention_days"),
            kms_key_id=key_arn,
        )
        failed = FailedEvents(self, "failed", name=f"{short}-failed", key_arn=key_arn, alarm_topic_arn=alarm_topic_arn)
        role = IamRole(
            self,
            "role",
            name=short,
            description=f"What the function {whole} may do",
            assume_role_policy=policy_document(self, "trust", [_TRUST]),
        )
        own = [*_always(log.arn, failed.arn, key_arn), *(_in_network(site, short) if inside else []), *statements]
        policy = IamRolePolicy(
            self, "policy", name="function", role=role.name, policy=policy_document(self, "policy-document", own)
        )
        function = LambdaFunction(
            self,
            "function",
            function_name=short,
            description=description or None,
            role=role.arn,
            package_type="Zip" if program.code else "Image",
            filename=program.code.path if program.code else None,
            source_code_hash=program.code.digest if program.code else None,
            image_uri=program.image or None,
            handler=program.handler or None,
            runtime=program.runtime or None,
            architectures=["x86_64"],
            memory_size=shape.memory_mib,
            timeout=shape.timeout_s,
            reserved_concurrent_executions=shape.concurrency,
            publish=True,
            kms_key_arn=key_arn,
            environment=LambdaFunctionEnvironment(variables=dict(variables)) if variables else None,
            tracing_config=LambdaFunctionTracingConfig(mode="Active"),
            dead_letter_config=LambdaFunctionDeadLetterConfig(target_arn=failed.arn),
            logging_config=LambdaFunctionLoggingConfig(
                log_format="JSON", log_group=log.name, application_log_level="INFO", system_log_level="INFO"
            ),
            vpc_config=LambdaFunctionVpcConfig(
                subnet_ids=[*inside.subnet_ids], security_group_ids=[inside.security_group_id]
            )
            if inside
            else None,
            depends_on=[policy],  # Lambda tries the queue and the network when it is made
        )
        alias = LambdaAlias(
            self,
            "alias",
            name=ALIAS,
            description="What calls this function calls this alias",
            function_name=function.function_name,
            function_version=str(canary.stable) if canary else function.version,
            routing_config=_step(canary, function.version) if canary else None,
        )
        self.arn: Final[str] = function.arn
        self.alias_arn: Final[str] = alias.arn
        self.version: Final[str] = function.version
        self.role_arn: Final[str] = role.arn


def _always(log_arn: str, queue_arn: str, key_arn: str) -> list[dict[str, Any]]:
    return [
        {
            "Sid": "WriteTheLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"{log_arn}:*",
        },
        {
            "Sid": "Traces",
            "Effect": "Allow",
            "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
            "Resource": "*",
        },
        {"Sid": "DeadLetters", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue_arn},
        {
            "Sid": "ReadVariablesAndEncryptDeadLetters",
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
            "Resource": key_arn,
        },
    ]


def _in_network(site: Site, name: str) -> list[dict[str, Any]]:
    """Lambda, not the code, makes and drops a function's interfaces: with the function's role, so that is refused."""
    region, account = site.environment.region, site.environment.account
    parts = ("network-interface", "security-group", "subnet")
    change = [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
    ]
    look = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
    return [
        {
            "Sid": "InterfacesInTheNetwork",
            "Effect": "Allow",
            "Action": change,
            "Resource": [f"arn:aws:ec2:{region}:{account}:{part}/*" for part in parts],
        },
        {"Sid": "LookAtTheNetwork", "Effect": "Allow", "Action": look, "Resource": "*"},
        {
            "Sid": "NotByTheCodeItself",
            "Effect": "Deny",
            "Action": [*change, *look],
            "Resource": "*",
            "Condition": {
                "ArnEquals": {"lambda:SourceFunctionArn": f"arn:aws:lambda:{region}:{account}:function:{name}"}
            },
        },
    ]


def _step(canary: Canary, version: str) -> LambdaAliasRoutingConfig:
    weights: Any = {version: canary.percent / 100}  # the number is a reference: cdktf wants numbers for values only
    return LambdaAliasRoutingConfig(additional_version_weights=weights)
