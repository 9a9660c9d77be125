"""
Say in an access token whose it is: Cognito's trigger before it makes a token (V3_0), for partners' app clients.

A partner's claims stand in a parameter below `${CLIENTS_PREFIX}`, by the id of its app client: JSON with `partner`,
`tenant` and `expires`, the last day (UTC) on which it gets tokens. What is raised here makes Cognito issue nothing.
"""

from __future__ import annotations

import functools
import json
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

__all__ = ["CACHE_SECONDS", "Clients", "Partner", "RefusedError", "add_claims", "claims_of", "read_partner"]

CACHE_SECONDS: Final = 60
"""How long a partner's parameter is believed: what is taken away from it is gone after that."""

_MACHINE: Final = "TokenGeneration_ClientCredentials"
_CLAIMS: Final = ("partner_id", "tenant_id")
_CLIENT: Final = re.compile(r"[\w+]{1,128}", re.ASCII)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RefusedError(Exception):
    """
    No token for this client; Cognito may hand the text to whoever asked, so it tells no more than they know.

    Args:
        what: One sentence, lower case.
        client: Id of the app client.
    """

    def __init__(self, what: str, *, client: object) -> None:
        super().__init__(f"{what}: {str(client)[:128]!r}")


@dataclass(frozen=True, slots=True)
class Partner:
    """
    Whose an app client is.

    Attributes:
        partner: Id of the partner.
        tenant: Id of the tenant whose data it may see.
        expires: Last day (UTC) on which it gets tokens.
    """

    partner: str
    tenant: str
    expires: date


class Clients:
    """
    The partners' parameters, each remembered for `CACHE_SECONDS`. What is missing is asked for again.

    Args:
        ssm: boto3's client.
        prefix: What the parameters' names begin with, without the last slash.
        clock: Seconds that only grow.
    """

    def __init__(self, ssm: Any, prefix: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._ssm, self._prefix, self._clock = ssm, prefix, clock
        self._known: dict[str, tuple[float, Partner]] = {}

    def partner(self, client: str) -> Partner:
        """
        Return whose an app client is.

        Raises:
            RefusedError: If its id cannot be one, it has no parameter, or that says something else.
            ClientError: Whatever else AWS refuses; nothing older is believed then.
        """
        if not _CLIENT.fullmatch(client):  # before it becomes part of a name
            raise RefusedError("this is no app client's id", client=client)
        now = self._clock()
        known = self._known.get(client)
        if known is not None and now - known[0] < CACHE_SECONDS:
            return known[1]
        try:
            told = self._ssm.get_parameter(Name=f"{self._prefix}/{client}")
        except ClientError as refused:
            # A `+` may stand in a client's id, and not in a parameter's name.
            if refused.response["Error"]["Code"] not in {"ParameterNotFound", "ValidationException"}:
                raise
            raise RefusedError("this app client is no partner's", client=client) from None
        found = read_partner(told["Parameter"]["Value"], client)
        self._known[client] = (now, found)
        return found


def add_claims(event: dict[str, Any], context: object) -> dict[str, Any]:
    """
    Answer Cognito's event: a partner's claims for a machine, and never such a claim for a person.

    Args:
        event: Of version 3.
        context: Lambda's; not used.

    Raises:
        RefusedError: If the client is no partner's, or not any more.
        ClientError: If AWS does not tell.
    """
    if event.get("triggerSource") != _MACHINE:
        # Whatever a pool's attributes are called: these claims are about machines.
        kept = {"claimsToSuppress": list(_CLAIMS)}
        return _answered(event, {"idTokenGeneration": kept, "accessTokenGeneration": dict(kept)})
    # The caller writes clientMetadata; Cognito writes callerContext, of the client that has shown its secret.
    client = str(event.get("callerContext", {}).get("clientId"))
    claims = claims_of(_clients().partner(client), client, today=datetime.now(UTC).date())
    return _answered(event, {"accessTokenGeneration": {"claimsToAddOrOverride": claims}})


def claims_of(partner: Partner, client: str, *, today: date) -> dict[str, str]:
    """
    Return what a partner's token says of it.

    Args:
        partner: Whose the app client is.
        client: Its id, for the error.
        today: The day, in UTC.

    Raises:
        RefusedError: If its last day is over.
    """
    if today > partner.expires:
        raise RefusedError("this partner's access has ended", client=client)
    return dict(zip(_CLAIMS, (partner.partner, partner.tenant), strict=True))


def read_partner(text: str, client: str) -> Partner:
    """
    Return what a parameter says. Keys that we do not know are left alone.

    Args:
        text: The parameter's value.
        client: The app client's id, for the error.

    Raises:
        RefusedError: If it is not what the module's head says.
    """
    try:
        value = json.loads(text)
        partner, tenant, expires = value["partner"], value["tenant"], value["expires"]
        if _NAME.fullmatch(partner) and _NAME.fullmatch(tenant) and _DAY.fullmatch(expires):
            return Partner(partner, tenant, date.fromisoformat(expires))
    except (KeyError, RecursionError, TypeError, ValueError):
        pass  # whatever it is, it is not what it has to be
    raise RefusedError("what is kept of this app client cannot be read", client=client)


def _answered(event: dict[str, Any], details: Mapping[str, Any]) -> dict[str, Any]:
    return {**event, "response": {**(event.get("response") or {}), "claimsAndScopeOverrideDetails": dict(details)}}


@functools.cache
def _clients() -> Clients:
    # Cognito waits for 5 seconds altogether.
    quick = Config(connect_timeout=1, read_timeout=1, retries={"mode": "standard", "total_max_attempts": 2})
    return Clients(boto3.client("ssm", config=quick), os.environ["CLIENTS_PREFIX"])
