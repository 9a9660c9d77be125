"""
A network as it is declared: ranges that make sense, and never two that overlap.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs import ExistingVpc, Network
from platform_constructs.errors import DeclarationError

THEIRS: dict[str, Any] = {
    "vpc": "vpc-0a1b2c3d",
    "cidr": "10.8.0.0/16",
    "subnets": ("subnet-0a1b2c3d", "subnet-1a1b2c3d"),
    "endpoint": "vpce-0a1b2c3d",
    "endpoints_security_group": "sg-0a1b2c3d",
}


def refused(make: Any, **said: Any) -> str:
    """Return the code of the refusal."""
    with pytest.raises(DeclarationError) as caught:
        make(**said)
    assert caught.value.at.startswith(f"{__file__}:")
    return caught.value.code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"cidr": "10.40.0.0/20"}, "DECL-050"),
        ({"cidr": {"sandbox": "10.40.0.0"}}, "DECL-050"),
        ({"cidr": {"sandbox": "10.40.0.1/20"}}, "DECL-050"),
        ({"cidr": {"sandbox": "8.8.0.0/16"}}, "DECL-050"),
        ({"cidr": {"sandbox": "10.0.0.0/8"}}, "DECL-050"),
        ({"cidr": {"sandbox": "10.0.0.0/25"}}, "DECL-050"),
        ({"cidr": {"sandbox": "fd00::/20"}}, "DECL-050"),
        ({"cidr": {"sandbox": 10}}, "DECL-050"),
        ({"cidr": {"sandbox": "a\n${b}"}}, "DECL-050"),
        ({"cidr": {"sandbox": "10.40.0.0/20"}, "zones": 5}, "DECL-051"),
        ({"cidr": {"sandbox": "10.40.0.0/20"}, "zones": True}, "DECL-051"),
        ({"existing": {"sandbox": "vpc-0a1b2c3d"}}, "DECL-052"),
        ({"cidr": {"a": "10.8.0.0/20"}, "existing": {"a": ExistingVpc(**THEIRS)}}, "DECL-053"),
        ({"cidr": {"a": "10.40.0.0/20", "b": "10.40.8.0/21"}}, "DECL-054"),
        ({"cidr": {"a": "10.8.16.0/20"}, "existing": {"b": ExistingVpc(**THEIRS)}}, "DECL-054"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_at_its_line(said: dict[str, Any], code: str):
    """Each wrong argument has its code and the user's file."""
    assert code == refused(Network, domain="platform", **said)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"vpc": "10.8.0.0"}, "DECL-052"),
        ({"subnets": ("subnet-0a1b2c3d",)}, "DECL-052"),
        ({"subnets": ("subnet-0a1b2c3d", "subnet-0a1b2c3d")}, "DECL-052"),
        ({"subnets": "subnet-0a1b2c3d"}, "DECL-052"),
        ({"endpoint": "vpc-0a1b2c3d"}, "DECL-052"),
        ({"endpoints_security_group": 3}, "DECL-052"),
        ({"cidr": "10.8.0.0/30"}, "DECL-050"),
    ],
    ids=str,
)
def test_a_network_that_is_there_is_named_by_awss_ids(changed: dict[str, Any], code: str):
    """Other texts are refused, for nothing of the stack would find them."""
    assert code == refused(ExistingVpc, **{**THEIRS, **changed})


def test_the_environments_are_those_with_a_network():
    """Made by us or there already."""
    network = Network(domain="platform", cidr={"b": "10.40.0.0/20"}, existing={"a": ExistingVpc(**THEIRS)})

    assert ("a", "b") == network.environments
