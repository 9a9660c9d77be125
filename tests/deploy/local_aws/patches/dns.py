"""
Route 53: records, and zones inside a network.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.route53.responses import Route53

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct changes of records, and whether a zone is private."""

    @wraps_method(Route53, "change_resource_record_sets")
    def change_resource_record_sets(original: Any, self: Any) -> Any:
        # Not a fault of moto: the provider sleeps 10 to 30 seconds before it first asks after a change.
        # Told of no change to wait for, it goes on, which saves more than a minute per deployment of the edge.
        original(self)
        return ActionResult({})

    @wraps_method(Route53, "create_hosted_zone")
    def create_hosted_zone(original: Any, self: Any) -> Any:
        # AWS makes a zone private when it is told a network; moto waits for a word that the provider does not send
        asked = self._get_bool_param
        inside = bool(self._get_param("VPC.VPCId"))

        def answered(name: str, default: Any = None) -> Any:
            return inside if name == "HostedZoneConfig.PrivateZone" else asked(name, default)

        self._get_bool_param = answered
        return original(self)
