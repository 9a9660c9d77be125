"""
WAF: web ACLs and their logs.
"""

from __future__ import annotations

from typing import Any

from moto.logs.models import logs_backends
from moto.wafv2 import models
from moto.wafv2.exceptions import WAFv2ClientError

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct web ACLs."""

    @wraps_method(models.WAFV2Backend, "create_web_acl")
    def create_web_acl(original: Any, self: Any, *args: Any, **kwargs: Any) -> Any:
        # a client whose connection broke on a busy machine sends the same request again: it gets the same answer
        asked = repr((args, sorted(kwargs.items())))
        for made in self.wacls.values():
            if getattr(made, "asked", None) == asked:
                return made
        acl = original(self, *args, **kwargs)
        acl.asked = asked
        # moto takes two rules of one priority.
        priorities = [rule.priority for rule in acl.rules]
        if len(set(priorities)) != len(priorities):
            del self.wacls[acl.arn]
            raise WAFv2ClientError("WAFInvalidParameterException", f"rule priorities are not unique: {priorities}")
        return acl

    @wraps_method(models.WAFV2Backend, "put_logging_configuration")
    def put_logging_configuration(original: Any, self: Any, arn: str, destinations: list[str], *args: Any) -> Any:
        # moto takes any destination.
        for destination in destinations:
            group = destination.partition(":log-group:")[2].removesuffix(":*")
            if not group.startswith("aws-waf-logs-"):
                raise WAFv2ClientError(
                    "WAFInvalidParameterException", f"the name of a log destination begins with aws-waf-logs-: {group}"
                )
            if group not in logs_backends[self.account_id][self.region_name].groups:
                raise WAFv2ClientError("WAFLogDestinationPermissionIssueException", f"no such log group: {group}")
        return original(self, arn, destinations, *args)
