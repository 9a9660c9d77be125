"""
A policy as Terraform's own data source: checkov and the judge read its statements, which they cannot in a JSON text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementCondition,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from constructs import Construct

from platform_constructs.aws.every_resource import refuse_unexplained

__all__ = ["policy_document"]


def policy_document(scope: Construct, id: str, statements: Sequence[Mapping[str, Any]]) -> str:
    """
    Define a policy document and return a reference to its JSON.

    Args:
        scope: Where it is made.
        id: The data source's id.
        statements: As IAM writes them in JSON.

    Raises:
        ValueError: if one allows a role something on every resource, and nobody wrote down why.
    """
    for one in statements:
        refuse_unexplained(one)
    document = DataAwsIamPolicyDocument(scope, id, statement=[_statement(one) for one in statements])
    return str(document.json)


def _statement(said: Mapping[str, Any]) -> DataAwsIamPolicyDocumentStatement:
    return DataAwsIamPolicyDocumentStatement(
        sid=said["Sid"],
        effect=said["Effect"],
        principals=_principals(said["Principal"]) if "Principal" in said else None,
        actions=_list(said["Action"]),
        resources=_list(said["Resource"]) if "Resource" in said else None,
        not_resources=_list(said["NotResource"]) if "NotResource" in said else None,
        condition=[
            DataAwsIamPolicyDocumentStatementCondition(test=test, variable=variable, values=_list(values))
            for test, variables in sorted(said.get("Condition", {}).items())
            for variable, values in sorted(variables.items())
        ]
        or None,
    )


def _principals(said: str | Mapping[str, Any]) -> list[DataAwsIamPolicyDocumentStatementPrincipals]:
    by_type = {"*": said} if isinstance(said, str) else said
    return [
        DataAwsIamPolicyDocumentStatementPrincipals(type=kind, identifiers=_list(who))
        for kind, who in sorted(by_type.items())
    ]


def _list(said: str | Sequence[str]) -> list[str]:
    return [said] if isinstance(said, str) else list(said)
