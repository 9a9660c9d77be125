"""
The secrets of an app client: two at most, of which the last cannot be deleted. moto knows one, and no way to change it.
"""

from __future__ import annotations

import secrets
import string
import time
from dataclasses import dataclass
from typing import Any

from moto.cognitoidp.exceptions import InvalidParameterException, ResourceNotFoundError
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult, EmptyResult

__all__ = ["ClientSecret", "apply", "secrets_of"]

MOST = 2
SHORTEST, LONGEST = 24, 64
_LETTERS = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """
    A secret that an app client may use.

    Attributes:
        name: What Cognito calls it: the client's id and when it was made.
        value: What the client shows.
        made: Seconds since 1970.
    """

    name: str
    value: str
    made: int


class LimitExceededException(JsonRESTError):  # noqa: N818  # as AWS calls it
    """Answered to who asks for a third secret."""

    code = 400

    def __init__(self) -> None:
        super().__init__("LimitExceededException", f"App client already has {MOST} active secrets.")


def apply() -> None:
    """Teach user pools the three operations."""
    CognitoIdpResponse.add_user_pool_client_secret = _add
    CognitoIdpResponse.list_user_pool_client_secrets = _list
    CognitoIdpResponse.delete_user_pool_client_secret = _delete


def secrets_of(client: Any) -> list[ClientSecret]:
    """
    Return the secrets that moto's app client may use now, oldest first; the list is the client's own.
    """
    if not hasattr(client, "local_secrets"):
        now = int(time.time())
        first = [ClientSecret(f"{client.id}--{now}", client.secret, now)] if client.generate_secret else []
        client.local_secrets = first
    kept: list[ClientSecret] = client.local_secrets
    return kept


def _client(response: Any) -> Any:
    client = response.backend.describe_user_pool_client(
        response._get_param("UserPoolId"), response._get_param("ClientId")
    )
    if not client.generate_secret:
        raise InvalidParameterException("The app client has no secret.")
    return client


def _add(self: Any) -> Any:
    client = _client(self)
    mine, chosen = secrets_of(client), self._get_param("ClientSecret")
    if len(mine) >= MOST:
        raise LimitExceededException
    if chosen is not None and not SHORTEST <= len(chosen) <= LONGEST:
        raise InvalidParameterException(f"Client secrets have {SHORTEST} to {LONGEST} characters.")
    # Two of one second would have one name, also where the first is gone.
    made = max(int(time.time()), getattr(client, "local_last", 0) + 1, *(one.made + 1 for one in mine))
    client.local_last = made
    added = ClientSecret(f"{client.id}--{made}", chosen or "".join(secrets.choice(_LETTERS) for _ in range(52)), made)
    mine.append(added)
    # The value is told once, and only if Cognito made it.
    told = {} if chosen else {"ClientSecretValue": added.value}
    return ActionResult({"ClientSecretDescriptor": {**_described(added), **told}})


def _list(self: Any) -> Any:
    return ActionResult({"ClientSecrets": [_described(one) for one in secrets_of(_client(self))]})


def _delete(self: Any) -> Any:
    mine, name = secrets_of(_client(self)), self._get_param("ClientSecretId")
    found = [one for one in mine if one.name == name]
    if not found:
        raise ResourceNotFoundError(f"Client secret {name} does not exist.")
    if len(mine) == 1:
        raise InvalidParameterException("The last secret of an app client cannot be deleted.")
    mine.remove(found[0])
    return EmptyResult()


def _described(secret: ClientSecret) -> dict[str, Any]:
    return {"ClientSecretId": secret.name, "ClientSecretCreateDate": secret.made}
