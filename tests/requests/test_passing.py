"""
What the emulator passes on, without the emulator.
"""

from __future__ import annotations

import pytest

from tests.requests.emulator.passing import HEADER, Asked, IllegalMappingError, passed_on, value_of

CONTEXT = {"apiId": "a1", "requestId": "r1", "identity": {"sourceIp": "203.0.113.7"}}
ASKED = Asked(
    headers={"accept": "text/csv", "x-partner-id": "forged", "host": "api.example", "content-length": "9"},
    path={"orderId": "7"},
    query={"limit": "2"},
    context=CONTEXT,
    claims={"client_id": "c1"},
    trace="Root=1-2",
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'fixed'", "fixed"),
        ("method.request.path.orderId", "7"),
        ("method.request.querystring.limit", "2"),
        ("method.request.header.Accept", "text/csv"),
        ("method.request.header.Missing", None),
        ("context.requestId", "r1"),
        ("context.identity.sourceIp", "203.0.113.7"),
        ("context.identity", None),
        ("context.authorizer.claims.client_id", "c1"),
        ("context.authorizer.claims.partner_id", None),
        ("stageVariables.host", None),
    ],
    ids=str,
)
def test_a_mapping_means_what_api_gateway_means_by_it(expression: str, expected: str | None):
    """A mapping's expression is a fixed text, a part of the request or a part of its context, and otherwise nothing."""
    assert expected == value_of(expression, ASKED)


def test_a_mapping_overwrites_what_the_client_sent():
    """The backend gets the client's headers, less those of the connection, and the gateway's word where it has one."""
    parameters = {
        f"{HEADER}X-Partner-Id": "context.authorizer.claims.client_id",
        "integration.request.path.orderId": "x",
    }

    expected = {
        "accept": "text/csv",
        "user-agent": "AmazonAPIGateway_a1",
        "x-partner-id": "c1",
        "x-amzn-apigateway-api-id": "a1",
        "x-amzn-trace-id": "Root=1-2",
    }
    assert expected == passed_on(parameters, ASKED)


def test_a_mapping_without_a_value_is_taken_for_the_worst():
    """Where a mapped claim is not in the token, what the client sent under that name stands."""
    parameters = {f"{HEADER}X-Partner-Id": "context.authorizer.claims.partner_id"}

    assert "forged" == passed_on(parameters, ASKED)["x-partner-id"]


@pytest.mark.parametrize("name", ["Content-Length", "Transfer-Encoding", "x-amzn-trace-id"], ids=str)
def test_some_headers_are_nobodys_to_map(name: str):
    """A mapping to a header of the connection or of the gateway's own breaks every request."""
    with pytest.raises(IllegalMappingError) as caught:
        passed_on({HEADER + name: "'x'"}, ASKED)

    assert name.lower() == str(caught.value)
