"""
Manifests as OpenSLO v1: what each API promises, and the CloudWatch metrics that tell whether it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from platform_constructs.catalog.manifest import ApiManifest
from platform_constructs.model.slo import Slo

__all__ = ["openslo"]

_LONGEST: Final = 1_000  # characters; OpenSLO allows a description 1,050


def openslo(manifests: Sequence[ApiManifest]) -> tuple[dict[str, Any], ...]:
    """
    Return a DataSource for each region, a Service for each API, and an SLO for each promise.

    Args:
        manifests: Of one environment, sorted.
    """
    regions = sorted({one.gateway.region for one in manifests})
    return (
        *(_object("DataSource", _source(region), f"CloudWatch in {region}", _cloudwatch(region)) for region in regions),
        *(each for one in manifests for each in _objects(one)),
    )


def _objects(one: ApiManifest) -> Iterator[dict[str, Any]]:
    about = one.description or one.title
    yield _object("Service", one.stack, one.title, {"description": about[:_LONGEST]})
    if one.slo is None:
        return
    if one.slo.availability is not None:
        bad, total = _metric(one, "5XXError", "Sum"), _metric(one, "Count", "SampleCount")
        said = f"{Decimal(str(one.slo.availability)).normalize():f} % of requests are answered without a 5xx status"
        yield _slo(one, one.slo, "availability", said, one.slo.availability, {"bad": bad, "total": total})
    for share, limit in one.slo.latency.promised if one.slo.latency else ():
        good, total = _metric(one, "Latency", f"TC(:{limit})"), _metric(one, "Latency", "SampleCount")
        said = f"{share} % of requests are answered within {limit} ms"
        yield _slo(one, one.slo, f"latency-p{share}", said, share, {"good": good, "total": total})


def _slo(one: ApiManifest, slo: Slo, kind: str, said: str, per_cent: float, metrics: dict[str, Any]) -> dict[str, Any]:
    name = f"{one.stack}-{kind}"
    ratio = {"counter": False, **{side: {"metricSource": metric} for side, metric in metrics.items()}}
    spec = {
        "description": f"{said}, over {slo.days} days",
        "service": one.stack,
        "indicator": {"metadata": {"name": name}, "spec": {"ratioMetric": ratio}},
        "timeWindow": [{"duration": slo.window, "isRolling": True}],
        "budgetingMethod": "Occurrences",
        "objectives": [{"displayName": said, "target": float(Decimal(str(per_cent)) / 100)}],
    }
    return _object("SLO", name, f"{one.title}: {kind}", spec)


def _metric(one: ApiManifest, metric: str, statistic: str) -> dict[str, Any]:
    """A metric of the API's stage. `TC(:n)` counts the values up to n, n included."""
    return {
        "metricSourceRef": _source(one.gateway.region),
        "type": "CloudWatch",
        "spec": {
            "region": one.gateway.region,
            "namespace": "AWS/ApiGateway",
            "metricName": metric,
            "dimensions": {"ApiName": one.gateway.api_name, "Stage": one.gateway.stage},
            "stat": statistic,
        },
    }


def _cloudwatch(region: str) -> dict[str, Any]:
    return {"type": "CloudWatch", "connectionDetails": {"region": region}}


def _source(region: str) -> str:
    return f"cloudwatch-{region}"


def _object(kind: str, name: str, title: str, spec: dict[str, Any]) -> dict[str, Any]:
    metadata = {"name": name, "displayName": title}
    return {"apiVersion": "openslo/v1", "kind": kind, "metadata": metadata, "spec": spec}
