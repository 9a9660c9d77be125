"""
The access log of a REST API: one JSON object per request, with what correlates it and no secret.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from platform_constructs.errors import PackError

__all__ = ["FIELDS", "access_log_format"]

FIELDS: Final[Mapping[str, str]] = {
    "accountId": "$context.identity.accountId",
    "apiId": "$context.apiId",
    "authorizerError": "$context.authorizer.error",
    "authorizerLatency": "$context.authorizer.latency",
    "authorizerStatus": "$context.authorizer.status",
    "basePath": "$context.customDomain.basePathMatched",
    "bytes": "$context.responseLength",
    "clientId": "$context.authorizer.claims.client_id",
    "domain": "$context.domainName",
    "error": "$context.error.message",
    "errorType": "$context.error.responseType",
    "extendedRequestId": "$context.extendedRequestId",
    "integrationLatency": "$context.integration.latency",
    "integrationStatus": "$context.integration.status",
    "ip": "$context.identity.sourceIp",
    "latency": "$context.responseLatency",
    "method": "$context.httpMethod",
    "requestId": "$context.requestId",
    "route": "$context.resourcePath",
    "stage": "$context.stage",
    "status": "$context.status",
    "sub": "$context.authorizer.claims.sub",
    "time": "$context.requestTimeEpoch",
    "tlsCipher": "$context.cipherSuite",
    "tlsVersion": "$context.tlsVersion",
    "traceId": "$context.xrayTraceId",
    "userAgent": "$context.identity.userAgent",
    "validation": "$context.error.validationErrorString",
    "wafResponse": "$context.wafResponseCode",
    "wafStatus": "$context.waf.status",
}
"""Every field this road writes, and API Gateway's name for it. None of them carries a credential."""


def access_log_format(required: Iterable[str]) -> str:
    """
    Return the log format. It holds every known field, so that logs of all APIs read alike.

    Args:
        required: The fields that the packs demand.

    Raises:
        PackError: if a pack demands a field this road does not know.
    """
    if strangers := sorted(set(required) - FIELDS.keys()):
        raise PackError(
            "PACK-090",
            "a pack requires an access-log field that the road cannot write",
            at="access_log.required_fields",
            got=strangers[0],
            fix=f"use one of: {', '.join(FIELDS)}",
        )
    return json.dumps(FIELDS, separators=(",", ":"))
