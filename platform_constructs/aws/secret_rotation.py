"""
Our rotation of client secrets: one function for all of a stack's secrets, and who may call it when.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission
from cdktf_cdktf_provider_aws.scheduler_schedule_group import SchedulerScheduleGroup
from constructs import Construct

from platform_constructs.aws.failed_events import FailedEvents
from platform_constructs.aws.function import Function, Program, Shape
from platform_constructs.aws.policy_document import policy_document
from platform_constructs.model.plan import Site
from platform_constructs.model.settings import Settings
from platform_constructs.model.short_name import short_name

__all__ = ["SecretRotation"]

_LONGEST_NAME: Final = 64  # characters of a role, a queue or a schedule group
_SHAPE: Final = (256, 60)  # mebibytes; seconds: each step waits 10 of them at most for one answer
_MOST_AT_ONCE: Final = 5  # Secrets Manager and the schedules ask again when it is busy


class SecretRotation(Construct):
    """
    Define the function that rotates the client secrets of a user pool's app clients, for every secret of the stack.

    Always: it may touch secrets of this stack and clients of this pool only; Secrets Manager calls it for secrets of
    this stack only; the daily schedules that retire old secrets are a group of their own, and what they could not
    start is kept.

    Attributes:
        function: The function, its role and its alias.
        group: The name of the schedules' group.
        role_arn: The role of the schedules.
        undelivered_arn: The queue for what a schedule could not start.
        permission: What lets Secrets Manager call the function; a rotation depends on it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        *,
        program: Program,
        user_pool_id: str,
        key_arn: str,
        alarm_topic_arn: str,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack; its prefix and a slash begin the names of its secrets.
            settings: What the packs decided; `function.concurrency`, `logs.retention_days`.
            program: Our code.
            user_pool_id: The pool of the app clients.
            key_arn: The stack's key, for secrets, logs and dead letters; alarms may use it.
            alarm_topic_arn: Where it is told that something was given up.
        """
        super().__init__(scope, id)
        account, region = site.environment.account, site.environment.region
        secrets = f"arn:aws:secretsmanager:{region}:{account}:secret:{site.prefix}/*"
        memory, timeout = _SHAPE
        self.function: Final = Function(
            self,
            "function",
            site,
            settings,
            name="rotate",
            description="Rotates the client secrets of partners",
            program=program,
            shape=Shape(memory, timeout, _at_once(settings)),
            key_arn=key_arn,
            alarm_topic_arn=alarm_topic_arn,
            statements=_may(secrets, f"arn:aws:cognito-idp:{region}:{account}:userpool/{user_pool_id}"),
        )
        self.permission: Final = LambdaPermission(
            self,
            "call",
            action="lambda:InvokeFunction",
            function_name=self.function.arn,
            principal="secretsmanager.amazonaws.com",
            source_account=account,
            source_arn=secrets,
        )
        name = short_name(f"{site.prefix}-retire", at_most=_LONGEST_NAME)
        group = SchedulerScheduleGroup(self, "schedules", name=name)
        failed = FailedEvents(
            self,
            "undelivered",
            name=short_name(f"{site.prefix}-retire-undelivered", at_most=_LONGEST_NAME),
            key_arn=key_arn,
            alarm_topic_arn=alarm_topic_arn,
        )
        trust = {
            "Sid": "ItsSchedulesTakeIt",
            "Effect": "Allow",
            "Principal": {"Service": "scheduler.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": account, "aws:SourceArn": group.arn}},
        }
        role = IamRole(
            self,
            "schedule-role",
            name=name,
            description="What the schedules that retire old client secrets may do",
            assume_role_policy=policy_document(self, "schedule-trust", [trust]),
        )
        starts = [
            _allow("CallTheFunction", ["lambda:InvokeFunction"], self.function.alias_arn),
            _allow("KeepWhatCouldNotStart", ["sqs:SendMessage"], failed.arn),
            _allow("ReadTheInputAndEncryptWhatIsKept", ["kms:Decrypt", "kms:GenerateDataKey"], key_arn),
        ]
        document = policy_document(self, "schedule-document", starts)
        IamRolePolicy(self, "schedule-policy", name="retire", role=role.name, policy=document)
        self.group: Final[str] = group.name
        self.role_arn: Final[str] = role.arn
        self.undelivered_arn: Final[str] = failed.arn


def _at_once(settings: Settings) -> int:
    decided = "function.concurrency"
    return min(_MOST_AT_ONCE, settings.number(decided)) if decided in settings else _MOST_AT_ONCE


def _may(secrets: str, user_pool_arn: str) -> list[Mapping[str, Any]]:
    return [
        _allow(
            "RotateThisStacksSecrets",
            [
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage",
            ],
            secrets,
        ),
        _allow(
            "ChangeClientSecrets",
            [
                "cognito-idp:AddUserPoolClientSecret",
                "cognito-idp:DeleteUserPoolClientSecret",
                "cognito-idp:ListUserPoolClientSecrets",
            ],
            user_pool_arn,
        ),
    ]


def _allow(sid: str, actions: list[str], resource: str) -> Mapping[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}
