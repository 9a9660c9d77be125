"""
What lets an API's operations call a function, and nothing else of it.
"""

from __future__ import annotations

import re
from typing import Final

from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission
from constructs import Construct

from platform_constructs.model.contract import CompiledApi, Operation
from platform_constructs.model.plan import STAGE

__all__ = ["permit"]

_PARAMETER: Final = re.compile(r"\{[^/]*\}")


def permit(
    scope: Construct, api: CompiledApi, operation: Operation, *, execution_arn: str, function_arn: str, qualifier: str
) -> None:
    """
    Let one operation call a function: its method and path, whatever stands for its parameters.

    Args:
        scope: The API's stack.
        api: The compiled contract.
        operation: The operation.
        execution_arn: The REST API's; may be a Terraform reference.
        function_arn: The function's, without alias; may be a Terraform reference.
        qualifier: The alias that the API calls.
    """
    path = _PARAMETER.sub("*", api.resource_paths[operation.id]).lstrip("/")
    LambdaPermission(
        scope,
        f"call-{operation.id}",
        action="lambda:InvokeFunction",
        function_name=function_arn,
        qualifier=qualifier,
        principal="apigateway.amazonaws.com",
        source_arn=f"{execution_arn}/{STAGE}/{operation.method}/{path}",
    )
