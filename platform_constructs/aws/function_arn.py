"""
What a service's function is called: known from its stack alone, so that nobody has to look it up.
"""

from __future__ import annotations

from typing import Final

from platform_constructs.model.plan import Site
from platform_constructs.model.service import ALIAS
from platform_constructs.model.short_name import short_name

__all__ = ["LONGEST_NAME", "function_arn", "function_name", "invoke_arn"]

LONGEST_NAME: Final = 64
"""Characters of a function's name, and of a role's."""

_VERSION: Final = "2015-03-31"  # of Lambda's interface, as API Gateway writes it


def function_name(site: Site, stack: str) -> str:
    """Return the name of the function of a service's stack, in the environment of a site."""
    return short_name(f"{site.organisation.slug}-{site.environment.name}-{stack}", at_most=LONGEST_NAME)


def function_arn(site: Site, stack: str) -> str:
    """Return the function's ARN, without alias."""
    environment = site.environment
    return f"arn:aws:lambda:{environment.region}:{environment.account}:function:{function_name(site, stack)}"


def invoke_arn(site: Site, stack: str) -> str:
    """Return what API Gateway calls the function by, at its alias."""
    called = f"{function_arn(site, stack)}:{ALIAS}"
    return f"arn:aws:apigateway:{site.environment.region}:lambda:path/{_VERSION}/functions/{called}/invocations"
