"""
Who calls is the gateway's to say, whatever a client sends.
"""

from __future__ import annotations

import pytest

from platform_constructs.model.passed_headers import NOBODY, PASSED_HEADERS, passed_headers


@pytest.mark.parametrize(("is_signed", "is_open"), [(False, False), (True, False), (False, True)])
def test_every_header_is_written_on_every_road(is_signed: bool, is_open: bool):
    """None is left to the client, and none is written with nothing, which might leave the client's."""
    told = passed_headers(is_signed=is_signed, is_open=is_open)

    assert PASSED_HEADERS == set(told)
    assert all(told.values())
    assert (NOBODY, "context.extendedRequestId") == (told["X-Api-Key"], told["X-Request-Id"])


def test_a_road_tells_what_it_proved():
    """A token proves a client and its partner, a signature a role; nobody is known of an open operation."""
    token, signature = passed_headers(is_signed=False, is_open=False), passed_headers(is_signed=True, is_open=False)
    nobody = passed_headers(is_signed=False, is_open=True)
    who = ("X-Client-Id", "X-Partner-Id", "X-Tenant-Id", "X-Caller-Arn")

    assert [
        "context.authorizer.claims.client_id",
        "context.authorizer.claims.partner_id",
        "context.authorizer.claims.tenant_id",
        NOBODY,
    ] == [token[name] for name in who]
    assert [NOBODY, NOBODY, NOBODY, "context.identity.userArn"] == [signature[name] for name in who]
    assert [NOBODY] * 4 == [nobody[name] for name in who]
