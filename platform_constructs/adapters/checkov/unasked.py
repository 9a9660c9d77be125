"""
What a few of checkov's checks have no answer for, by their own words: they are not missed there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["unasked_of"]

_UNASKED: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    # headers of HTTP requests, which only an application load balancer sees; ALB-004 knows the kinds apart too
    "CKV_AWS_131": ("load_balancer_type", frozenset({"gateway", "network"})),
    # health checks of groups that speak HTTP; any other kind of group has one whether it says so or not
    "CKV_AWS_261": ("protocol", frozenset({"GENEVE", "TCP", "TCP_UDP", "TLS", "UDP"})),
}
"""By check: the attribute it looks at first, and the values for which it then answers nothing."""


def unasked_of(body: Mapping[str, Any]) -> frozenset[str]:
    """
    Return the checks that answer nothing for a resource like this.

    A value that only Terraform will know counts for nothing: then the check is missed.

    Args:
        body: The resource as it is written.
    """
    said = {name: value for name, value in body.items() if isinstance(value, str)}
    return frozenset(code for code, (attribute, values) in _UNASKED.items() if said.get(attribute) in values)
