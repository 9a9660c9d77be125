"""
What containers and functions stand on: security groups, load balancers, ECS, scaling, Lambda.
"""

from __future__ import annotations

import json
from typing import Any, Final

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.awslambda.models import LambdaFunction
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elbv2.responses import ELBV2Response

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]

_KEPT: Final = ("DeadLetterConfig", "LoggingConfig")
_ENFORCED: Final = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"


def apply() -> None:
    """Correct what is told of rules, network load balancers, services, their scaling, and functions."""
    _rules()
    _balancers()
    _services()
    _scaling()
    _functions()


def _rules() -> None:
    @wraps_method(SecurityGroupRule, "__init__")
    def init(original: Any, self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        lists = [one for one in (*args, *kwargs.values()) if isinstance(one, dict) and "PrefixListId" in one]
        self.local_description = lists[0].get("Description") if lists else None

    # moto tells the description of a rule about addresses only; AWS has one for every kind of rule
    def description(self: Any) -> str | None:
        for source in (self.ip_range, self.source_group):
            if source and source.get("Description"):
                return str(source["Description"])
        found: str | None = self.local_description
        return found

    SecurityGroupRule.description = property(description)


def _balancers() -> None:
    @wraps_method(ELBV2Response, "set_security_groups")
    def set_security_groups(original: Any, self: Any) -> Any:
        # moto drops whether groups hold for PrivateLink; the provider then wants to say it again
        answer = original(self)
        balancer = self.elbv2_backend.load_balancers[self._get_param("LoadBalancerArn")]
        balancer.enforce_security_group_inbound_rules_on_private_link_traffic = self._get_param(_ENFORCED)
        return answer


def _services() -> None:
    # moto drops both, and tells a service without them
    names = {
        "availabilityZoneRebalancing": "availability_zone_rebalancing",
        "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    }

    def keep(original: Any, self: Any) -> Any:
        answer = original(self)
        for parameter, attribute in names.items():
            if self._get_param(parameter) is not None:
                setattr(answer.result["service"], attribute, self._get_param(parameter))
        return answer

    for action in ("create_service", "update_service"):
        wraps_method(EC2ContainerServiceResponse, action)(keep)


def _functions() -> None:
    @wraps_method(LambdaFunction, "__init__")
    def init(original: Any, self: Any, account_id: str, spec: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        original(self, account_id, spec, *args, **kwargs)
        self.local_spec = {name: spec[name] for name in _KEPT if name in spec}

    @wraps_method(LambdaFunction, "get_configuration")
    def get_configuration(original: Any, self: Any, *args: Any, **kwargs: Any) -> Any:
        # moto drops where dead letters and logs go
        return original(self, *args, **kwargs) | self.local_spec

    @wraps_method(LambdaFunction, "update_configuration")
    def update_configuration(original: Any, self: Any, updates: dict[str, Any]) -> Any:
        self.local_spec |= {name: updates[name] for name in _KEPT if name in updates}
        return original(self, updates)


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
