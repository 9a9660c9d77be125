"""
The answers API Gateway itself gives, as RFC 9457 problems.
"""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

__all__ = ["PROBLEMS", "Problem", "gateway_responses"]


class Problem(NamedTuple):
    """What is wrong, as a problem type's last part, a title and a status."""

    kind: str
    title: str
    status: int | None = None  # None where one response type covers several statuses


PROBLEMS: Final[dict[str, Problem]] = {
    "ACCESS_DENIED": Problem("forbidden", "You may not do this", 403),
    "AUTHORIZER_CONFIGURATION_ERROR": Problem("internal-error", "Something broke on our side", 500),
    "AUTHORIZER_FAILURE": Problem("internal-error", "Something broke on our side", 500),
    "BAD_REQUEST_BODY": Problem("invalid-request", "The request body does not match the contract", 400),
    "BAD_REQUEST_PARAMETERS": Problem("invalid-request", "A required parameter is missing", 400),
    "DEFAULT_4XX": Problem("bad-request", "The request could not be handled"),
    "DEFAULT_5XX": Problem("internal-error", "Something broke on our side"),
    "EXPIRED_TOKEN": Problem("unauthorized", "The access token has expired", 401),
    "INTEGRATION_FAILURE": Problem("bad-gateway", "The service behind this API did not answer properly", 502),
    "INTEGRATION_TIMEOUT": Problem("timeout", "The service behind this API took too long", 504),
    "INVALID_API_KEY": Problem("forbidden", "The API key of your agreement is needed", 403),
    # API Gateway answers an unknown path like this: to a caller without a valid token both are "not here"
    "MISSING_AUTHENTICATION_TOKEN": Problem("not-found", "There is nothing here", 404),
    "QUOTA_EXCEEDED": Problem("quota-exceeded", "The agreed number of requests is used up", 429),
    "REQUEST_TOO_LARGE": Problem("too-large", "The request body is too large", 413),
    "RESOURCE_NOT_FOUND": Problem("not-found", "There is nothing here", 404),
    "THROTTLED": Problem("too-many-requests", "Too many requests", 429),
    "UNAUTHORIZED": Problem("unauthorized", "A valid access token is needed", 401),
    "UNSUPPORTED_MEDIA_TYPE": Problem("unsupported-media-type", "This media type is not accepted", 415),
    "WAF_FILTERED": Problem("forbidden", "You may not do this", 403),
}
"""What is said for each of API Gateway's response types."""

_RETRY_SECONDS: Final = 60  # a token bucket refills in seconds; a quota does not, so it gets no such header
_HEADERS: Final = {
    "gatewayresponse.header.Cache-Control": "'no-store'",
    "gatewayresponse.header.Content-Type": "'application/problem+json'",
    "gatewayresponse.header.Strict-Transport-Security": "'max-age=31536000; includeSubDomains'",
    "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
}


def gateway_responses(problem_base: str) -> dict[str, Any]:
    """
    Return the `x-amazon-apigateway-gateway-responses` extension.

    Args:
        problem_base: The organisation's base URL of problem types; ends with `/`.
    """
    return {kind: _response(problem, problem_base) for kind, problem in PROBLEMS.items()}


def _response(problem: Problem, problem_base: str) -> dict[str, Any]:
    fields = {"type": f"{problem_base}{problem.kind}", "title": problem.title}
    known = json.dumps(fields, separators=(",", ":"))[:-1]
    status = f',"status":{problem.status}' if problem.status else ""
    # the template is not VTL: only $context variables are replaced, and messageString brings its own quotes;
    # validationErrorString would say more, but nothing says whether its inner quotes are escaped
    said = '"detail":$context.error.messageString,"instance":"$context.path","requestId":"$context.requestId"'
    retry = {"gatewayresponse.header.Retry-After": f"'{_RETRY_SECONDS}'"} if problem.kind == "too-many-requests" else {}
    response: dict[str, Any] = {
        "responseParameters": {**_HEADERS, **retry},
        "responseTemplates": {"application/json": f"{known}{status},{said}}}"},
    }
    if problem.status:
        response["statusCode"] = str(problem.status)
    return response
