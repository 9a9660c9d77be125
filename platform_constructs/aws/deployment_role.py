"""
The role that a domain's pipeline takes, its permissions, and the boundary that nothing attached to it exceeds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementCondition,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from cdktf_cdktf_provider_aws.iam_openid_connect_provider import IamOpenidConnectProvider
from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from constructs import Construct

from platform_constructs.model.delivery import Delivery
from platform_constructs.model.permission import DeploymentRole, Statement
from platform_constructs.model.plan import Site

__all__ = ["Pipeline", "PipelineIdentity"]

_SESSION: Final = 3_600  # seconds: the least that IAM takes, and more than an apply needs


class PipelineIdentity(Construct):
    """
    Define whom the account believes about its pipelines.

    Always: one issuer, and tokens that were made for one audience. An account has one provider of an issuer: where
    several environments share it, the one that keeps the account makes it, and has to be applied first.

    Attributes:
        arn: Of the OIDC provider.
    """

    def __init__(self, scope: Construct, id: str, site: Site, delivery: Delivery) -> None:
        super().__init__(scope, id)
        self.arn: Final[str] = self._make(delivery) if site.keeps_account else _named(site, delivery)

    def _make(self, delivery: Delivery) -> str:
        provider = IamOpenidConnectProvider(self, "provider", url=delivery.issuer, client_id_list=[delivery.audience])
        arn: str = provider.arn
        return arn


def _named(site: Site, delivery: Delivery) -> str:
    return f"arn:aws:iam::{site.environment.account}:oidc-provider/{delivery.issuer.removeprefix('https://')}"


class Pipeline(Construct):
    """
    Define what one domain's pipeline may do.

    Always: only tokens with exactly one of the registry's subjects and the audience take the role; a permissions
    boundary holds whatever else is attached.

    Attributes:
        arn: Of the role.
    """

    def __init__(
        self, scope: Construct, id: str, site: Site, role: DeploymentRole, delivery: Delivery, provider: str
    ) -> None:
        super().__init__(scope, id)
        path = f"/{site.organisation.slug}/delivery/"
        boundary = IamPolicy(
            self,
            "boundary",
            name=f"{role.name}-boundary",
            path=path,
            description=f"What nobody who deploys {role.domain} exceeds",
            policy=_document(self, "boundary-document", role.boundary),
        )
        taken = IamRole(
            self,
            "role",
            name=role.name,
            path=path,
            description=f"Deploys {role.domain} from its pipeline",
            assume_role_policy=self._trust(role, delivery, provider).json,
            permissions_boundary=boundary.arn,
            max_session_duration=_SESSION,
        )
        if role.statements:
            # inline: checkov does not see what an attachment's ARN refers to, and nobody else is to have this policy
            IamRolePolicy(
                self,
                "policy",
                name="deploy",
                role=taken.name,
                policy=_document(self, "policy-document", role.statements),
            )
        self.arn: Final[str] = taken.arn

    def _trust(self, role: DeploymentRole, delivery: Delivery, provider: str) -> DataAwsIamPolicyDocument:
        issuer = delivery.issuer.removeprefix("https://")
        exactly = {"aud": [delivery.audience], "sub": list(role.subjects)}
        return DataAwsIamPolicyDocument(
            self,
            "trust",
            statement=[
                DataAwsIamPolicyDocumentStatement(
                    sid="ItsPipelineOnly",
                    effect="Allow",
                    actions=["sts:AssumeRoleWithWebIdentity"],
                    principals=[DataAwsIamPolicyDocumentStatementPrincipals(type="Federated", identifiers=[provider])],
                    condition=[
                        DataAwsIamPolicyDocumentStatementCondition(
                            test="StringEquals", variable=f"{issuer}:{claim}", values=values
                        )
                        for claim, values in exactly.items()
                    ],
                )
            ],
        )


def _document(scope: Construct, id: str, statements: Iterable[Statement]) -> str:
    document = DataAwsIamPolicyDocument(
        scope,
        id,
        statement=[
            DataAwsIamPolicyDocumentStatement(
                sid=one.sid,
                effect=one.effect,
                actions=list(one.actions),
                resources=list(one.resources),
                condition=[
                    DataAwsIamPolicyDocumentStatementCondition(
                        test=each.test, variable=each.variable, values=list(each.values)
                    )
                    for each in one.conditions
                ]
                or None,
            )
            for one in statements
        ],
    )
    return str(document.json)
