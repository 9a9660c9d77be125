"""
The claims of `catalog.openslo`, held against OpenSLO v1.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_constructs.adapters.yaml_text import as_yaml
from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.catalog.openslo import openslo
from platform_constructs.model.slo import Latency, Slo
from tests.pure.catalog.small_manifests import MANIFESTS, RICH, manifest
from tests.pure.catalog.standards import SHARED, Held, kept, registry_of

OPENSLO = Held(kept("openslo/openslo.schema.json"))
PARTS = "https://openslo.com/schemas/v1/parts/"
MANY = st.lists(MANIFESTS, min_size=1, max_size=2, unique_by=lambda one: one.stack)


def slos(one: ApiManifest) -> dict[str, Any]:
    """The SLOs of one API, by name."""
    return {each["metadata"]["name"]: each["spec"] for each in openslo([one]) if each["kind"] == "SLO"}


@settings(deadline=None)
@given(MANY)
def test_every_object_is_one_of_openslos(manifests: list[ApiManifest]) -> None:
    """Whatever a manifest holds, each object is valid, no name stands twice in a kind, and the YAML says the same."""
    found = openslo(manifests)

    assert [] == [fault for one in found for fault in OPENSLO.faults(one)]
    assert len(found) == len({(one["kind"], one["metadata"]["name"]) for one in found})
    assert list(found) == list(yaml.safe_load_all(as_yaml(found)))


@pytest.mark.skipif(not (SHARED / "openslo").is_dir(), reason="OpenSLO's own schemas are not beside this clone")
@settings(deadline=None)
@given(MANY)
def test_every_object_is_valid_by_openslos_own_schemas(manifests: list[ApiManifest]) -> None:
    """What is written is valid by the schemas that OpenSLO publishes."""
    registry = registry_of(SHARED / "openslo")
    header = Held({"$ref": f"{PARTS}header.schema.json"}, registry)
    specs = {
        kind: Held({"$ref": f"{PARTS}specs/{name}.schema.json"}, registry)
        for kind, name in {"DataSource": "datasource-spec", "SLO": "slo-spec", "Service": "service-spec"}.items()
    }
    found = openslo(manifests)

    assert [] == [fault for one in found for fault in header.faults(one)]
    assert [] == [fault for one in found for fault in specs[one["kind"]].faults(one["spec"])]


def test_availability_is_measured_by_what_the_stage_failed_to_answer() -> None:
    """The bad ones are the stage's 5XXError, of all that it counted, and the target is a share."""
    found = slos(RICH)["ordering-public-availability"]
    ratio = found["indicator"]["spec"]["ratioMetric"]

    assert {"counter", "bad", "total"} == set(ratio)
    assert {
        "metricSourceRef": "cloudwatch-eu-west-1",
        "type": "CloudWatch",
        "spec": {
            "region": "eu-west-1",
            "namespace": "AWS/ApiGateway",
            "metricName": "5XXError",
            "dimensions": {"ApiName": "meridian-sandbox-ordering-public", "Stage": "live"},
            "stat": "Sum",
        },
    } == ratio["bad"]["metricSource"]
    assert ("Count", "SampleCount") == tuple(
        ratio["total"]["metricSource"]["spec"][key] for key in ("metricName", "stat")
    )
    assert [{"duration": "28d", "isRolling": True}] == found["timeWindow"]
    assert [0.999] == [one["target"] for one in found["objectives"]]


def test_a_latency_is_the_share_of_requests_that_were_answered_in_time() -> None:
    """For each share there is an SLO of its own, which counts the answers up to the promised time."""
    found = slos(RICH)

    assert {"ordering-public-availability", "ordering-public-latency-p95", "ordering-public-latency-p99"} == set(found)
    for name, statistic, target in (("p95", "TC(:300)", 0.95), ("p99", "TC(:800)", 0.99)):
        one = found[f"ordering-public-latency-{name}"]
        ratio = one["indicator"]["spec"]["ratioMetric"]
        assert (statistic, target) == (ratio["good"]["metricSource"]["spec"]["stat"], one["objectives"][0]["target"])


def test_an_api_that_promises_nothing_is_a_service_without_objectives() -> None:
    """It is listed, so that nobody takes it for forgotten."""
    kinds = [one["kind"] for one in openslo([manifest()])]

    assert ["DataSource", "Service"] == kinds


def test_a_share_is_told_as_it_was_written() -> None:
    """99.95 per cent is 0.9995, and not what a float's division gives."""
    for written, target, said in ((99.95, 0.9995, "99.95 %"), (99.0, 0.99, "99 %"), (90.0, 0.9, "90 %")):
        one = slos(manifest(slo=Slo(availability=written, latency=Latency(p99=9))))["ordering-public-availability"]

        assert target == one["objectives"][0]["target"]
        assert one["objectives"][0]["displayName"].startswith(f"{said} of requests")
