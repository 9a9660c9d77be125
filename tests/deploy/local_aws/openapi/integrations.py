"""
Integrations: where a method's requests go, and what of them is carried there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from tests.deploy.local_aws.openapi.paths import variables
from tests.deploy.local_aws.openapi.report import Report, mapping

__all__ = ["read_integration"]

_TYPES: Final = frozenset({"AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"})
_PASSTHROUGH: Final = frozenset({"WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"})
_SOURCE: Final = re.compile(r"method\.request\.(?:querystring|header|path|multivalue\w+)\.[^.]+")


def read_integration(item: object, where: str, parameters: Mapping[str, bool], report: Report) -> Mapping[str, Any]:
    """Return an integration; what API Gateway would refuse is reported."""
    integration = mapping(item, f"integration of {where}", report)
    if not integration:
        report.error(f"No integration defined for method {where}")
        return {}
    kind = str(integration.get("type", "")).upper()
    if kind not in _TYPES:
        report.error(f"Invalid integration type {integration.get('type')!r} of {where}")
    if kind != "MOCK" and not integration.get("httpMethod"):
        report.error(f"Enumeration value for HttpMethod must be non-empty: integration of {where}")
    uri = str(integration.get("uri") or "")
    if kind in {"HTTP", "HTTP_PROXY"} and not _is_endpoint(uri):
        report.error(f"Invalid HTTP endpoint specified for URI of {where}: {uri!r}")
    if kind in {"AWS", "AWS_PROXY"} and not uri.startswith("arn:"):
        report.error(f"Invalid ARN specified in the request: integration of {where}")
    if str(integration.get("passthroughBehavior", "never")).upper() not in _PASSTHROUGH:
        report.error(f"Invalid passthroughBehavior of {where}: {integration['passthroughBehavior']!r}")
    timeout = integration.get("timeoutInMillis", 29_000)
    if isinstance(timeout, bool) or not isinstance(timeout, int) or not 50 <= timeout <= 29_000:
        report.error(f"Timeout of {where} should be between 50 ms and 29000 ms: {timeout!r}")
    mapped = mapping(integration.get("requestParameters"), f"request parameters of {where}", report)
    for target, source in mapped.items():
        text = str(source)
        if not str(target).startswith("integration.request."):
            report.error(f"Invalid mapping expression specified: {target!r} of {where}")
        elif _SOURCE.fullmatch(text) and text not in parameters:
            report.error(f"Invalid mapping expression parameter specified: {text} of {where} is not declared")
        elif not (_SOURCE.fullmatch(text) or text.startswith(("'", "context.", "stageVariables.", "method.request."))):
            report.error(f"Invalid mapping expression specified: {text!r} of {where}")
    if kind in {"HTTP", "HTTP_PROXY"}:
        for name in variables(uri):
            if f"integration.request.path.{name}" not in mapped:
                report.error(f"{{{name}}} in the URI of {where} has no integration.request.path.{name}")
    return integration


def _is_endpoint(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and "${" not in parts.netloc.replace("${stageVariables.", "")
        )
    except ValueError:
        return False
