"""
The fields of a REST API's access log: what correlates a request, and no secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["FIELDS"]

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
"""Every field the road writes, and API Gateway's name for it. None of them carries a credential."""
