"""
Rotate the secret of a Cognito app client, with an overlap: Secrets Manager's four steps, and `retire` once a day.

A secret's tags say what it is for: `client-id`, `user-pool-id`, `token-endpoint` (https), `scopes` (separated by
spaces), `overlap-days`. Its value is JSON: `client_id`, `client_secret`, `secret_id` (Cognito's name of the secret) and
`token_endpoint`. An app client has two secrets at most, and the last one cannot be deleted. No value is ever logged.
"""

from __future__ import annotations

import functools
import json
import logging
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPDefaultErrorHandler, HTTPErrorProcessor, HTTPSHandler, OpenerDirector, Request

import boto3
from botocore.exceptions import ClientError

__all__ = ["RotationError", "retirable", "rotate"]

_STEPS: Final = ("createSecret", "setSecret", "testSecret", "finishSecret")
_TAGS: Final = {
    "client-id": re.compile(r"[\w+]{1,128}", re.ASCII),
    "user-pool-id": re.compile(r"[\w-]+_[0-9a-zA-Z]+", re.ASCII),
    "token-endpoint": re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[!-~]*"),
    "scopes": re.compile(r"[!-~]+( [!-~]+)*"),
    "overlap-days": re.compile(r"\d{1,3}", re.ASCII),
}
_SECONDS: Final = 10  # to wait for the token endpoint
_MOST_ANSWER: Final = 65_536  # bytes of it to read
_MOST_SECRETS: Final = 2
_CURRENT, _PENDING = "AWSCURRENT", "AWSPENDING"

_log = logging.getLogger(__name__)


class RotationError(Exception):
    """A step that must not go on; what is current stays so. `got` is what was wrong, and never a secret's value."""

    def __init__(self, what: str, *, got: object, fix: str) -> None:
        super().__init__(f"{what}; got {str(got)[:160]!r}; {fix}")


@dataclass(frozen=True, slots=True)
class _Target:
    """What a secret is for, as its tags say; `stages` are the labels of each version."""

    arn: str
    app: Mapping[str, str]  # how Cognito's operations name the client
    endpoint: str
    scope: str
    overlap: timedelta
    stages: Mapping[str, Sequence[str]]
    rotated: datetime | None
    rotating: bool

    def holder(self, label: str) -> str | None:
        """Return the version with this label."""
        return next((version for version, labels in self.stages.items() if label in labels), None)


def rotate(event: Mapping[str, Any], context: object) -> None:
    """
    Do one step; each may be repeated.

    Args:
        event: `Step` is one of Secrets Manager's, which come with a `ClientRequestToken`, or retire, from a daily
            schedule; `SecretId` is the secret's ARN.
        context: Lambda's; not used.

    Raises:
        RotationError: If the event, the tags or a value cannot be, or the new secret gets no token.
        ClientError: Whatever AWS refuses.
    """
    step, arn = event.get("Step"), event.get("SecretId")
    if not isinstance(arn, str) or not arn:
        raise RotationError("the event names no secret", got=arn, fix="send SecretId, the secret's ARN")
    if step == "retire":
        done = _retire(arn)
    elif step in _STEPS:
        done = _staged(step, _read_target(arn), event)
    else:
        raise RotationError("there is no such step", got=step, fix=f"send one of {', '.join((*_STEPS, 'retire'))}")
    _log.info("%s of %s: %s", step, arn, done)


def _staged(step: str, target: _Target, event: Mapping[str, Any]) -> str:
    """Do a step of Secrets Manager's for a version that is staged, and refuse others, as AWS's own template does."""
    version = str(event.get("ClientRequestToken"))
    labels = target.stages.get(version, ())
    if not target.rotating:
        raise RotationError("rotation is not enabled", got=target.arn, fix="enable the secret's rotation")
    if not {_CURRENT, _PENDING}.intersection(labels):
        raise RotationError("the version is not pending", got=version, fix="start the rotation by RotateSecret")
    if step == "testSecret":  # also of what is current: a secret's first value is so at once, and gets no other test
        return _test(target, version)
    if _CURRENT in labels:
        return "nothing to do, the version is current"
    if step == "createSecret":
        return _create(target, version, event.get("RotationToken"))
    if step == "finishSecret":
        return _finish(target, version)
    # Cognito makes the value itself, so there is nothing to tell it.
    return "nothing to do, the secret is in force since it was created"


def _create(target: _Target, version: str, rotation: str | None) -> str:
    """Add a secret to the app client and keep it as pending."""
    pending = _value(target, VersionId=version, VersionStage=_PENDING)
    listed = _client_secrets(target)
    if pending is not None:
        if pending["secret_id"] in listed:
            return "nothing to do, the value is there"
        fix = "take the label AWSPENDING from the version and rotate anew"
        raise RotationError("the pending secret is not the app client's any more", got=pending["secret_id"], fix=fix)
    if len(listed) >= _MOST_SECRETS:
        # The older one may be in its overlap still: there is no room for three, and the current one has to stay.
        current = _value(target, VersionStage=_CURRENT)
        spare = next(name for name in listed if current is None or name != current["secret_id"])
        _delete(target, spare)
        _log.warning("createSecret of %s: deleted the client secret %s to make room", target.arn, spare)
    made = _aws("cognito-idp").add_user_pool_client_secret(**target.app)["ClientSecretDescriptor"]
    try:
        value = {
            "client_id": target.app["ClientId"],
            "client_secret": made["ClientSecretValue"],
            "secret_id": made["ClientSecretId"],
            "token_endpoint": target.endpoint,
        }
        _aws("secretsmanager").put_secret_value(
            SecretId=target.arn,
            ClientRequestToken=version,
            SecretString=json.dumps(value),
            VersionStages=[_PENDING],
            **({"RotationToken": rotation} if rotation else {}),
        )
    except BaseException:
        # Nobody knows its value, and it would take the room of one that somebody does.
        _delete(target, made["ClientSecretId"])
        raise
    return f"added the client secret {made['ClientSecretId']}"


def _test(target: _Target, version: str) -> str:
    """Ask for a token as the partner will."""
    value = _value(target, VersionId=version)
    if value is None:
        raise RotationError("the version has no value", got=version, fix="start the rotation by RotateSecret")
    pair = b64encode(f"{value['client_id']}:{value['client_secret']}".encode()).decode("ascii")
    request = Request(  # noqa: S310 - the opener speaks https only
        target.endpoint,
        data=urlencode({"grant_type": "client_credentials", "scope": target.scope}).encode("ascii"),
        headers={
            "Authorization": f"Basic {pair}",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "platform-constructs",  # urllib's own looks like a script, which a web ACL may block
        },
    )
    # Nothing but https, and nothing that follows a redirect with the secret in hand.
    opener = OpenerDirector()
    for handler in (HTTPSHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    fix = "the current secret stays; see whether the app client may have the scope, and its partner is in force"
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            status, body = answer.status, answer.read(_MOST_ANSWER)
    except (OSError, HTTPException) as failed:
        if isinstance(failed, HTTPError):
            failed.close()
        # Its status or its kind, and no more: an answer may repeat what was sent.
        got = getattr(failed, "code", None) or type(getattr(failed, "reason", failed)).__name__
        raise RotationError("the token endpoint gives the new secret no token", got=got, fix=fix) from None
    token = _object(body).get("access_token")
    if status != 200 or not isinstance(token, str) or not token:
        raise RotationError("the token endpoint's answer is no token", got=status, fix=fix)
    return "the new secret gets a token"


def _finish(target: _Target, version: str) -> str:
    """Make the new secret the current one. The old one stays valid until `retire`."""
    current = target.holder(_CURRENT)  # a secret's first version takes the label from nobody
    _aws("secretsmanager").update_secret_version_stage(
        SecretId=target.arn,
        VersionStage=_CURRENT,
        MoveToVersionId=version,
        **({"RemoveFromVersionId": current} if current else {}),
    )
    return "the new secret is current"


def _retire(arn: str) -> str:
    # The order matters. A rotation labels its version before it adds a secret, so one that adds after we listed is not
    # in the list, and one that added before is seen as pending, or as the new current one.
    listed = _client_secrets(_read_target(arn))
    target = _read_target(arn)
    if len(listed) < _MOST_SECRETS:
        return "nothing to do, the app client has one secret"
    if target.holder(_PENDING) not in {None, target.holder(_CURRENT)}:
        return "nothing to do, a rotation is pending"
    answer = _unless_missing(_aws("secretsmanager").get_secret_value, SecretId=arn, VersionStage=_CURRENT)
    if answer is None:
        return "nothing to do, no secret is current"
    current = _checked(target, answer)["secret_id"]
    if current not in listed:
        raise RotationError("the current secret is not the app client's any more", got=current, fix="rotate anew")
    # A rotation that was tried for days became current long after its value was made.
    since = max(filter(None, (answer["CreatedDate"], target.rotated)))
    old = retirable(listed, current, since=since, overlap=target.overlap, now=datetime.now(UTC))
    for name in old:
        _delete(target, name)
    return f"deleted {', '.join(old)}" if old else "nothing to do, the overlap is not over"


def retirable(listed: Sequence[str], current: str, *, since: datetime, overlap: timedelta, now: datetime) -> list[str]:
    """
    Return which client secrets are over: none before the current one has been so for the overlap, then all others.
    `since` is when it became current; both times have a zone.
    """
    return [name for name in listed if name != current] if now - since >= overlap else []


def _read_target(arn: str) -> _Target:
    told = _aws("secretsmanager").describe_secret(SecretId=arn)
    tags = {tag["Key"]: tag["Value"] for tag in told.get("Tags", ())}
    for key, shape in _TAGS.items():
        if not shape.fullmatch(tags.get(key, "")):
            raise RotationError(f"the tag {key} is missing or wrong", got=tags.get(key), fix="correct the secret's tag")
    return _Target(
        arn=arn,
        app={"UserPoolId": tags["user-pool-id"], "ClientId": tags["client-id"]},
        endpoint=tags["token-endpoint"],
        scope=tags["scopes"].split()[0],  # one is proof enough
        overlap=timedelta(days=int(tags["overlap-days"])),
        stages=told.get("VersionIdsToStages", {}),
        rotated=told.get("LastRotatedDate"),
        rotating=bool(told.get("RotationEnabled")),
    )


def _client_secrets(target: _Target) -> list[str]:
    """Return the ids of the app client's secrets, oldest first."""
    told = _aws("cognito-idp").list_user_pool_client_secrets(**target.app)
    found = sorted((one["ClientSecretCreateDate"], one["ClientSecretId"]) for one in told["ClientSecrets"])
    return [name for _, name in found]


def _delete(target: _Target, name: str) -> None:
    """Delete a client secret; one that is gone already is no fault."""
    _unless_missing(_aws("cognito-idp").delete_user_pool_client_secret, **target.app, ClientSecretId=name)


def _value(target: _Target, **which: str) -> dict[str, str] | None:
    answer = _unless_missing(_aws("secretsmanager").get_secret_value, SecretId=target.arn, **which)
    return None if answer is None else _checked(target, answer)


def _checked(target: _Target, answer: Mapping[str, Any]) -> dict[str, str]:
    """Return a version's value. It has to be of the app client that the tags name, or we would delete another's."""
    value = _object(answer.get("SecretString", ""))
    at = f"version {answer['VersionId']}"
    names = ("client_id", "client_secret", "secret_id")
    if not all(isinstance(value.get(name), str) and value[name] for name in names):
        fix = "let a rotation write the value, and nobody else"
        raise RotationError(f"a value is no JSON object with {', '.join(names)}", got=at, fix=fix)
    if value["client_id"] != target.app["ClientId"]:
        fix = "correct the secret's tag client-id"
        raise RotationError("a value is of another app client than the tag says", got=at, fix=fix)
    return value


def _object(text: str | bytes) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _unless_missing(call: Any, **arguments: str) -> dict[str, Any] | None:
    try:
        return dict(call(**arguments))
    except ClientError as refused:
        if refused.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise


@functools.cache
def _aws(service: str) -> Any:
    """Return boto3's client, made once in the life of the function's process."""
    return boto3.client(service)
