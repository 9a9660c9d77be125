"""
What stacks tell each other: SSM parameters under `/<slug>/<environment>/<stack>/`.
"""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_ssm_parameter import DataAwsSsmParameter
from cdktf_cdktf_provider_aws.ssm_parameter import SsmParameter
from constructs import Construct

from platform_constructs.model.plan import Site

__all__ = ["look_up", "publish"]


def publish(scope: Construct, id: str, site: Site, value: str, description: str) -> None:
    """
    Publish a value that is not secret, under this stack's own prefix.

    Args:
        scope: The stack.
        id: The construct's id and the parameter's last segment.
        site: The publishing stack.
        value: An id, a name or an ARN.
        description: For whoever finds it in the console.
    """
    SsmParameter(
        scope,
        id,
        name=site.parameter(site.stack, id),
        type="String",
        tier="Standard",
        insecure_value=value,
        description=description,
    )


def look_up(scope: Construct, id: str, site: Site, stack: str, name: str) -> str:
    """
    Return a reference to what another stack of the same environment published.

    The value is not marked sensitive: it is an id or an ARN, and it must be readable in a plan.
    """
    found = DataAwsSsmParameter(scope, id, name=site.parameter(stack, name))
    return str(found.insecure_value)
