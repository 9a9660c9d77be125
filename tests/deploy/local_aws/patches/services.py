"""
What containers stand on: security groups, load balancers, scaling.
"""

from __future__ import annotations

import json
from typing import Any

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.elbv2.responses import ELBV2Response

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]

_ENFORCED = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"


def apply() -> None:
    """Correct what is told of rules, of network load balancers and of scaled services."""
    _rules()
    _balancers()
    _scaling()


def _rules() -> None:
    # moto tells the description of a rule about addresses only; AWS has one for every kind of rule
    def description(self: Any) -> str | None:
        for source in (self.ip_range, self.source_group, self.prefix_list_id):
            if source and source.get("Description"):
                return str(source["Description"])
        return None

    SecurityGroupRule.description = property(description)  # type: ignore[assignment]  # it is a property there too


def _balancers() -> None:
    @wraps_method(ELBV2Response, "set_security_groups")
    def set_security_groups(original: Any, self: Any) -> Any:
        # moto drops whether groups hold for PrivateLink; the provider then wants to say it again
        answer = original(self)
        balancer = self.elbv2_backend.load_balancers[self._get_param("LoadBalancerArn")]
        balancer.enforce_security_group_inbound_rules_on_private_link_traffic = self._get_param(_ENFORCED)
        return answer


def _scaling() -> None:
    def list_tags_for_resource(self: Any) -> str:
        # moto has no tags of scalable targets; those of the provider's own default tags are kept here
        return json.dumps({"Tags": _tags(self)})

    def tag_resource(self: Any) -> str:
        _tags(self).update(self._get_param("Tags"))
        return "{}"

    @wraps_method(ApplicationAutoScalingResponse, "register_scalable_target")
    def register_scalable_target(original: Any, self: Any) -> Any:
        answer = original(self)
        _kept(self).setdefault(json.loads(answer)["ScalableTargetARN"], {}).update(self._get_param("Tags") or {})
        return answer

    for action in (list_tags_for_resource, tag_resource):
        setattr(ApplicationAutoScalingResponse, action.__name__, action)


def _tags(response: Any) -> dict[str, str]:
    kept: dict[str, str] = _kept(response).setdefault(response._get_param("ResourceARN"), {})
    return kept


def _kept(response: Any) -> dict[str, dict[str, str]]:
    backend = response.applicationautoscaling_backend
    if not hasattr(backend, "local_tags"):
        backend.local_tags = {}
    kept: dict[str, dict[str, str]] = backend.local_tags
    return kept
