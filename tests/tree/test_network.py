"""
The network road: no way out, endpoints that keep to the account, every flow logged.
"""

from __future__ import annotations

import ipaddress
from itertools import combinations
from typing import Any

import pytest

from platform_constructs.model.network import ExistingVpc, Network
from tests.tree.plans import plan

OURS = Network(domain="platform", cidr={"sandbox": "10.40.0.0/20"})
THEIRS = ExistingVpc(
    vpc="vpc-0a1b2c3d",
    cidr="10.8.0.0/16",
    subnets=("subnet-0a1b2c3d", "subnet-1a1b2c3d"),
    endpoint="vpce-0a1b2c3d",
    endpoints_security_group="sg-0a1b2c3d",
)


def written(synth: Any, network: Network = OURS) -> dict[str, Any]:
    """Return what the network's stack is written as."""
    document: dict[str, Any] = synth(plan(network))["platform-network"]
    return document


@pytest.mark.parametrize("zones", [2, 3, 4])
def test_each_zone_has_a_private_subnet_of_its_own(synth, zones: int):
    """The subnets lie in the network, apart from each other and in different zones, and give out no public address."""
    made = written(synth, Network(domain="platform", cidr={"sandbox": "10.40.0.0/20"}, zones=zones))["resource"]

    subnets = [*made["aws_subnet"].values()]
    ranges = [ipaddress.IPv4Network(one["cidr_block"]) for one in subnets]
    assert zones == len({one["availability_zone"] for one in subnets}) == len(made["aws_route_table"])
    assert all(one.subnet_of(ipaddress.IPv4Network("10.40.0.0/20")) for one in ranges)
    assert not any(one.overlaps(other) for one, other in combinations(ranges, 2))
    assert [False] * zones == [one["map_public_ip_on_launch"] for one in subnets]


def test_nothing_leads_to_or_from_the_internet(synth):
    """There is no gateway and no route, and the group that a thing gets by default lets nothing through."""
    document = written(synth)

    ways = {"aws_internet_gateway", "aws_nat_gateway", "aws_egress_only_internet_gateway", "aws_route", "aws_eip"}
    assert set() == ways & document["resource"].keys()
    assert not any("route" in table for table in document["resource"]["aws_route_table"].values())
    (closed,) = document["resource"]["aws_default_security_group"].values()
    assert {"ingress", "egress"}.isdisjoint(closed)
    rules = [*document["resource"]["aws_vpc_security_group_ingress_rule"].values()]
    assert [("10.40.0.0/20", 443, 443)] == [(one["cidr_ipv4"], one["from_port"], one["to_port"]) for one in rules]
    assert "aws_vpc_security_group_egress_rule" not in document["resource"]


def test_every_endpoint_has_a_policy_that_keeps_to_the_account(synth):
    """Whoever comes from another account uses none of them, and none allows every action."""
    document = written(synth)

    endpoints = [*document["resource"]["aws_vpc_endpoint"].values()]
    policies = {name: one["statement"] for name, one in document["data"]["aws_iam_policy_document"].items()}
    used = {one["policy"].removeprefix("${data.aws_iam_policy_document.").removesuffix(".json}") for one in endpoints}
    for name in used:
        for statement in policies[name]:
            conditions = {(each["variable"], *each["values"]) for each in statement["condition"]}
            assert ("aws:PrincipalAccount", "123456789012") in conditions
            assert not any("*" in action for action in statement["actions"])
    assert len(endpoints) == len(used) == 10


def test_every_flow_is_logged(synth, only):
    """Also what was turned away, into an encrypted group that expires."""
    document = written(synth)

    log = only(document, "aws_cloudwatch_log_group")
    assert "ALL" == only(document, "aws_flow_log")["traffic_type"]
    assert 400 == log["retention_in_days"]
    assert log["kms_key_id"].startswith("${aws_kms_key.")


def test_internal_hosts_are_found_inside_the_network(synth, only):
    """Their zone is private to it."""
    zone = only(written(synth), "aws_route53_zone")

    assert "internal.meridian.example" == zone["name"]
    assert zone["vpc"]


def test_a_network_that_is_there_is_only_told_of(synth):
    """Nothing is made of it: the same parameters say where it is."""
    ours, theirs = written(synth), written(synth, Network(domain="platform", existing={"sandbox": THEIRS}))

    def names(document: dict[str, Any]) -> set[str]:
        return {one["name"] for one in document["resource"]["aws_ssm_parameter"].values()}

    assert {"aws_ssm_parameter"} == theirs["resource"].keys()
    assert names(ours) == names(theirs)
