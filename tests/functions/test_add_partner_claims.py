"""
Whose an access token is, is said by the platform; who is nobody's gets none.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from platform_constructs.functions.add_partner_claims import handler
from platform_constructs.functions.add_partner_claims.handler import (
    CACHE_SECONDS,
    Clients,
    Partner,
    RefusedError,
    add_claims,
    claims_of,
    read_partner,
)

PREFIX = "/meridian/sandbox/platform-partners/clients"
CLIENT = "3n4b5urk1ft4fl3mg5e62d9ado"
SAID = {"partner": "northwind", "tenant": "nw", "expires": "2999-12-31"}


def keep(client: str = CLIENT, **said: object) -> None:
    """Keep what the platform says of a client."""
    value = json.dumps({**SAID, **said})
    boto3.client("ssm").put_parameter(Name=f"{PREFIX}/{client}", Value=value, Type="String", Overwrite=True)


def asked(client: object = CLIENT, **said: object) -> dict[str, Any]:
    """Cognito's event before it makes a token for a machine."""
    return {
        "version": "3",
        "triggerSource": "TokenGeneration_ClientCredentials",
        "userPoolId": "eu-west-1_a",
        "callerContext": {"clientId": client},
        "request": {"scopes": ["ordering/orders.read"], "clientMetadata": {"partner": "forged"}},
        "response": {},
        **said,
    }


@pytest.fixture(autouse=True)
def _fresh(aws, monkeypatch):
    """A function that has just started."""
    monkeypatch.setenv("CLIENTS_PREFIX", PREFIX)
    handler._clients.cache_clear()
    yield
    handler._clients.cache_clear()


def test_a_partners_token_says_whose_it_is():
    """The claims are the platform's, and nothing that the caller sends beside its request."""
    keep()

    answer = add_claims(asked(), None)

    added = {"partner_id": "northwind", "tenant_id": "nw"}
    assert {"claimsAndScopeOverrideDetails": {"accessTokenGeneration": {"claimsToAddOrOverride": added}}} == answer[
        "response"
    ]
    assert asked() == {**answer, "response": {}}


def test_a_client_that_is_nobodys_gets_no_token():
    """One that somebody made by hand has no parameter, and Cognito issues nothing."""
    with pytest.raises(RefusedError, match="this app client is no partner's"):
        add_claims(asked(), None)


@pytest.mark.parametrize("client", ["", "../../other/secret", "a/b", "ä", "a" * 129, None, 7.5, "x y"])
def test_what_is_no_clients_id_never_becomes_part_of_a_name(client: object):
    """The id is looked at before it is looked up."""
    with pytest.raises(RefusedError):
        add_claims(asked(client), None)


@pytest.mark.parametrize(
    ("today", "may"), [(date(2027, 6, 29), True), (date(2027, 6, 30), True), (date(2027, 7, 1), False)]
)
def test_the_last_day_is_the_last_on_which_tokens_are_made(today: date, may: bool):
    """On the agreement's last day there are tokens, on the day after none."""
    partner = Partner("northwind", "nw", date(2027, 6, 30))
    if may:
        assert {"partner_id": "northwind", "tenant_id": "nw"} == claims_of(partner, CLIENT, today=today)
    else:
        with pytest.raises(RefusedError, match="access has ended"):
            claims_of(partner, CLIENT, today=today)


def test_an_agreement_that_is_over_is_refused_at_run_time():
    """Nobody has to deploy anything for it."""
    keep(expires="2020-01-01")

    with pytest.raises(RefusedError, match="access has ended"):
        add_claims(asked(), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "7",
        "{}",
        '{"partner": "a", "tenant": "b"}',
        '{"partner": "a", "tenant": "b", "expires": "tomorrow"}',
        '{"partner": "a", "tenant": "b", "expires": "2027-02-31"}',
        '{"partner": "", "tenant": "b", "expires": "2027-06-30"}',
        '{"partner": "a b", "tenant": "b", "expires": "2027-06-30"}',
        '{"partner": 1, "tenant": "b", "expires": "2027-06-30"}',
        "[" * 100_000,
    ],
    ids=range(11),
)
def test_what_cannot_be_read_is_refused(text: str):
    """Whatever stands in a parameter, a token is made of what is understood or not at all."""
    with pytest.raises(RefusedError, match="cannot be read"):
        read_partner(text, CLIENT)


def test_a_person_never_has_a_partners_claims():
    """Whatever attributes of a user pool are called, these two claims are kept out of both tokens."""
    answer = add_claims(asked(triggerSource="TokenGeneration_HostedAuth"), None)

    kept = {"claimsToSuppress": ["partner_id", "tenant_id"]}
    assert {"idTokenGeneration": kept, "accessTokenGeneration": kept} == answer["response"][
        "claimsAndScopeOverrideDetails"
    ]


def test_what_was_taken_away_is_gone_after_a_minute():
    """A parameter is believed for a minute, and asked for again after it."""
    keep()
    now = [0.0]
    clients = Clients(boto3.client("ssm"), PREFIX, clock=lambda: now[0])
    first = clients.partner(CLIENT)
    keep(tenant="other")

    now[0] = CACHE_SECONDS - 1
    assert first == clients.partner(CLIENT)
    now[0] = CACHE_SECONDS
    assert "other" == clients.partner(CLIENT).tenant


def test_an_aws_that_does_not_tell_is_no_yes(monkeypatch):
    """When the parameter cannot be asked for, the error goes on to Cognito, which makes no token."""
    monkeypatch.setattr(
        "botocore.client.BaseClient._make_api_call",
        lambda *_: (_ for _ in ()).throw(ClientError({"Error": {"Code": "ThrottlingException"}}, "GetParameter")),
    )

    with pytest.raises(ClientError, match="ThrottlingException"):
        add_claims(asked(), None)


def test_an_id_that_no_parameter_can_have_is_nobodys():
    """Cognito allows a plus sign in an id, and Systems Manager none in a name."""
    with pytest.raises(RefusedError, match="this app client is no partner's"):
        add_claims(asked("a+b"), None)


def test_what_is_missing_is_asked_for_again():
    """A new partner need not wait a minute because it asked too early."""
    known = Clients(boto3.client("ssm"), PREFIX, clock=lambda: 0.0)
    with pytest.raises(RefusedError):
        known.partner(CLIENT)
    keep()

    assert "northwind" == known.partner(CLIENT).partner
