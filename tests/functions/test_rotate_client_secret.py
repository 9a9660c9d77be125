"""
A client secret is rotated so that a partner can always get a token, and an old one ends when its overlap is over.
"""

from __future__ import annotations

import json
import logging
import socket
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.secretsmanager.exceptions import InvalidParameterException
from moto.secretsmanager.models import SecretsManagerBackend
from moto.secretsmanager.responses import SecretsManagerResponse

from platform_constructs.functions.rotate_client_secret.handler import RotationError, retirable, rotate
from tests.functions.partner_secret import STEPS, version
from tests.functions.token_endpoint import Asked, Reply

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_after_a_rotation_the_old_and_the_new_secret_get_tokens(partner):
    """A whole rotation makes a new secret current, and takes nothing from who still uses the old one."""
    partner.rotate(1)
    [first], before = partner.values[1:], partner.current()

    partner.rotate(2)

    assert 2 == len(partner.values)
    assert first == before["client_secret"] == partner.values[0]
    assert {
        "client_id": partner.client,
        "client_secret": partner.values[1],
        "secret_id": partner.names[1],
        "token_endpoint": before["token_endpoint"],
    } == partner.current()
    assert {version(1): ["AWSPREVIOUS"], version(2): ["AWSCURRENT", "AWSPENDING"]} == partner.labels


def test_the_first_rotation_writes_the_first_value(partner):
    """A secret without a value gets one, beside the secret that the app client was made with."""
    [made] = partner.values

    partner.rotate(1)

    assert made == partner.values[0]
    assert partner.values[1] == partner.current()["client_secret"]
    assert {version(1): ["AWSCURRENT", "AWSPENDING"]} == partner.labels


def test_a_first_value_that_is_current_at_once_is_tested_all_the_same(partner, endpoint):
    """Where Secrets Manager makes a first value current by itself, it is tested, and the other steps do nothing."""
    partner.stage(1)
    partner.step("createSecret", 1)
    partner.manager.update_secret_version_stage(
        SecretId=partner.arn, VersionStage="AWSCURRENT", MoveToVersionId=version(1)
    )
    labels, names = partner.labels, partner.names

    for name in STEPS:
        partner.step(name, 1)

    assert 1 == len(endpoint.asked)
    assert (labels, names) == (partner.labels, partner.names)


def test_the_test_asks_for_one_scope(partner, endpoint):
    """The new secret is tried as the partner will use it, with the first scope that the tag names."""
    partner.rotate(1)

    assert [
        Asked(
            "/oauth2/token",
            partner.client,
            {"grant_type": ["client_credentials"], "scope": ["ordering/orders.read"]},
        )
    ] == endpoint.asked


def test_after_the_overlap_only_the_new_secret_gets_tokens(partner):
    """Once the overlap is over, the daily run deletes the old secret; run again, it does nothing."""
    partner.rotate(1)
    partner.rotate(2)
    new = partner.current()["client_secret"]
    partner.wait(days=7.01)

    partner.retire()
    partner.retire()

    assert [new] == partner.values


def test_within_the_overlap_nothing_is_deleted(partner):
    """The day before the overlap ends both secrets are valid."""
    partner.rotate(1)
    partner.rotate(2)
    both = partner.names
    partner.wait(days=6.9)

    partner.retire()

    assert both == partner.names


def test_the_overlap_begins_when_the_secret_becomes_current(partner):
    """A rotation that was tried for ten days gives the partner the whole overlap after it succeeded."""
    partner.rotate(1)
    partner.rotate(2)
    both = partner.names
    partner.wait(days=10, rotated=1)

    partner.retire()

    assert both == partner.names


def test_nothing_is_deleted_while_a_rotation_is_pending(partner):
    """The daily run leaves a new secret alone that is not current yet, however old the current one is."""
    partner.rotate(1)
    partner.wait(days=30)
    partner.stage(2)
    partner.step("createSecret", 2)
    both = partner.names

    partner.retire()

    assert 2 == len(both)
    assert both == partner.names


def test_a_secret_without_a_value_retires_nothing(partner):
    """The daily run before the first rotation does nothing, also if the app client has two secrets already."""
    _add(partner)
    both = partner.names

    partner.retire()

    assert both == partner.names


def test_nothing_is_retired_for_a_current_secret_that_is_gone(partner):
    """If the current secret was deleted by hand, the daily run says so instead of deleting what still works."""
    partner.rotate(1)
    gone = partner.secrets.pop()
    _add(partner)
    both = partner.names
    partner.wait(days=30)

    with pytest.raises(RotationError) as caught:
        partner.retire()

    assert f"the current secret is not the app client's any more; got {gone.name!r}; rotate anew" == str(caught.value)
    assert both == partner.names


@pytest.mark.parametrize(
    ("since", "expected"),
    [(NOW - WEEK, ["old", "older"]), (NOW - WEEK + timedelta(seconds=1), []), (NOW, []), (NOW + WEEK, [])],
    ids=["over", "a second early", "just now", "in the future"],
)
def test_the_overlap_is_over_to_the_second(since, expected):
    """All secrets but the current one are over as soon as it has been current for the overlap."""
    assert expected == retirable(["old", "new", "older"], "new", since=since, overlap=WEEK, now=NOW)


def test_a_failed_test_leaves_the_current_secret_as_it_was(partner, endpoint):
    """If the new secret gets no token, the old one stays current and works, and the next rotation starts afresh."""
    partner.rotate(1)
    before, old = partner.current(), partner.values[1]
    endpoint.reply = Reply(400, b'{"error": "invalid_client"}')

    with pytest.raises(RotationError) as caught:
        partner.rotate(2)

    assert (
        "the token endpoint gives the new secret no token; got '400'; "
        "the current secret stays; see whether the app client may have the scope, and its partner is in force"
    ) == str(caught.value)
    assert before == partner.current()
    assert old in partner.values
    failed = partner.values[1]

    endpoint.reply = None
    partner.rotate(3)

    assert [old, partner.current()["client_secret"]] == partner.values
    assert failed not in partner.values


def test_a_rotation_during_the_overlap_takes_the_oldest_secret(partner):
    """A second rotation within the overlap ends the oldest secret early; the current one keeps working."""
    partner.rotate(1)
    partner.rotate(2)
    oldest, current = partner.values

    partner.rotate(3)

    assert [current, partner.current()["client_secret"]] == partner.values
    assert oldest not in partner.values


def test_the_current_secret_is_never_deleted_to_make_room(partner):
    """If somebody added a secret by hand after the last rotation, that one goes, although it is newer."""
    partner.rotate(1)
    partner.secrets.pop(0)
    current = partner.values[0]
    _add(partner)
    strange = partner.values[1]

    partner.rotate(2)

    assert [current, partner.current()["client_secret"]] == partner.values
    assert strange not in partner.values


def test_every_step_may_be_repeated(partner):
    """Secrets Manager may send each step several times; the outcome is that of once."""
    partner.rotate(1)
    old = partner.values[1]

    partner.rotate(2, times=3)
    for name in STEPS:
        partner.step(name, 2)

    assert [old, partner.current()["client_secret"]] == partner.values
    assert {version(1): ["AWSPREVIOUS"], version(2): ["AWSCURRENT", "AWSPENDING"]} == partner.labels


def test_what_cannot_be_stored_is_taken_back(partner, monkeypatch):
    """If the new value cannot be stored, the secret that was added is deleted, and a retry works."""
    partner.rotate(1)
    partner.wait(days=8)
    partner.retire()
    before = partner.values
    partner.stage(2)

    def refuse(*args, **kwargs):
        raise InvalidParameterException("not today")

    with monkeypatch.context() as broken:
        broken.setattr(SecretsManagerBackend, "put_secret_value", refuse)
        with pytest.raises(ClientError, match="not today"):
            partner.step("createSecret", 2)

    assert before == partner.values

    for name in STEPS:
        partner.step(name, 2)

    assert [*before, partner.current()["client_secret"]] == partner.values


def test_what_a_crash_left_behind_makes_room(partner):
    """A secret that was added and never stored, since the function was ended, goes with the next attempt."""
    partner.rotate(1)
    partner.wait(days=8)
    partner.retire()
    [current] = partner.values
    _add(partner)
    orphan = partner.values[1]

    partner.rotate(2)

    assert [current, partner.current()["client_secret"]] == partner.values
    assert orphan not in partner.values


def test_a_pending_secret_that_is_gone_is_not_taken_for_done(partner):
    """If the pending secret was deleted meanwhile, a repeated createSecret says what to do instead of passing."""
    partner.stage(1)
    partner.step("createSecret", 1)
    gone = partner.secrets.pop()

    with pytest.raises(RotationError) as caught:
        partner.step("createSecret", 1)

    assert (
        f"the pending secret is not the app client's any more; got {gone.name!r}; "
        "take the label AWSPENDING from the version and rotate anew"
    ) == str(caught.value)


def test_a_token_of_secrets_manager_is_handed_back(partner, monkeypatch):
    """What Secrets Manager sends as RotationToken goes back with the value."""
    sent, put = [], SecretsManagerResponse.put_secret_value

    def listen(response):
        sent.append(response._get_param("RotationToken"))
        return put(response)

    monkeypatch.setattr(SecretsManagerResponse, "put_secret_value", listen)
    partner.stage(1)
    partner.step("createSecret", 1, RotationToken="r" * 36)

    assert ["r" * 36] == sent


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({}, "the event names no secret; got 'None'; send SecretId, the secret's ARN"),
        (
            {"Step": "rotate", "SecretId": "x"},
            "there is no such step; got 'rotate'; "
            "send one of createSecret, setSecret, testSecret, finishSecret, retire",
        ),
    ],
    ids=["nothing", "step"],
)
def test_an_event_of_another_kind_is_refused(event, expected):
    """What neither Secrets Manager nor the schedule sends is refused before anything is asked."""
    with pytest.raises(RotationError) as caught:
        rotate(event, None)

    assert expected == str(caught.value)


@pytest.mark.parametrize("step", STEPS)
def test_a_version_that_is_not_staged_is_refused(partner, step):
    """No step touches a version that has no label, or whose only label is that of the one before."""
    partner.rotate(1)
    partner.rotate(2)
    before = partner.names, partner.labels

    for number in (1, 3):
        with pytest.raises(RotationError) as caught:
            partner.step(step, number)
        assert (f"the version is not pending; got {version(number)!r}; start the rotation by RotateSecret") == str(
            caught.value
        )

    assert before == (partner.names, partner.labels)


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_rotated_that_shall_not_be(partner, step):
    """Every step is refused while the secret's rotation is disabled."""
    partner.stage(1)
    partner.allow_rotation(False)

    with pytest.raises(RotationError, match="rotation is not enabled"):
        partner.step(step, 1)


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("client-id", None),
        ("client-id", "a/../b"),
        ("user-pool-id", "partners"),
        ("token-endpoint", "http://127.0.0.1/oauth2/token"),
        ("token-endpoint", "https://user@127.0.0.1/oauth2/token"),
        ("token-endpoint", "file:///etc/passwd"),
        ("scopes", ""),
        ("overlap-days", "-1"),
        ("overlap-days", "soon"),
        ("overlap-days", "1234"),
    ],
)
@pytest.mark.parametrize("step", ["createSecret", "retire"])
def test_a_tag_that_cannot_be_is_refused(partner, step, tag, value):
    """Each tag is needed and checked before anything is done; a token endpoint that is not https is none."""
    partner.stage(1)
    partner.tag(**{tag: value})
    before = partner.names

    with pytest.raises(RotationError) as caught:
        partner.step(step, 1)

    assert (f"the tag {tag} is missing or wrong; got {str(value)!r}; correct the secret's tag") == str(caught.value)
    assert before == partner.names


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("hunter2-hunter2-hunter2", "a value is no JSON object with client_id, client_secret, secret_id"),
        ('["hunter2"]', "a value is no JSON object with client_id, client_secret, secret_id"),
        (
            '{"client_id": "abc", "client_secret": "hunter2"}',
            "a value is no JSON object with client_id, client_secret, secret_id",
        ),
        (
            '{"client_id": "abc", "client_secret": "hunter2", "secret_id": "abc--1"}',
            "a value is of another app client than the tag says",
        ),
    ],
    ids=["text", "list", "without an id", "of another"],
)
def test_a_value_that_is_not_ours_ends_the_rotation(partner, value, expected):
    """A current value that says no secret, or is another client's, deletes nothing and is not shown."""
    _add(partner)
    before = partner.names
    partner.manager.put_secret_value(SecretId=partner.arn, SecretString=value)
    partner.stage(1)

    with pytest.raises(RotationError) as creating:
        partner.step("createSecret", 1)
    partner.manager.update_secret_version_stage(
        SecretId=partner.arn, VersionStage="AWSPENDING", RemoveFromVersionId=version(1)
    )
    with pytest.raises(RotationError) as retiring:
        partner.retire()

    assert before == partner.names
    for caught in (creating, retiring):
        assert str(caught.value).startswith(f"{expected}; got 'version ")
        assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(302, headers={"Location": "/elsewhere"}), "the token endpoint gives the new secret no token; got '302'"),
        (Reply(307, headers={"Location": "/elsewhere"}), "the token endpoint gives the new secret no token; got '307'"),
        (Reply(500), "the token endpoint gives the new secret no token; got '500'"),
        (Reply(200, b"<html>"), "the token endpoint's answer is no token; got '200'"),
        (Reply(200, b'{"access_token": ""}'), "the token endpoint's answer is no token; got '200'"),
        (Reply(200, b'["access_token"]'), "the token endpoint's answer is no token; got '200'"),
        (Reply(201, b'{"access_token": "a.b.c"}'), "the token endpoint's answer is no token; got '201'"),
        (
            Reply(200, b'{"access_token": "' + b"a" * 65_536 + b'"}'),
            "the token endpoint's answer is no token; got '200'",
        ),
    ],
    ids=["302", "307", "500", "page", "empty", "list", "201", "endless"],
)
def test_only_a_token_is_a_token(partner, endpoint, reply, expected):
    """Anything but status 200 with an access token fails the test, and a redirect is not followed."""
    partner.stage(1)
    partner.step("createSecret", 1)
    endpoint.reply = reply

    with pytest.raises(RotationError) as caught:
        partner.step("testSecret", 1)

    assert str(caught.value).startswith(f"{expected}; ")
    assert ["/oauth2/token"] == [one.path for one in endpoint.asked]


def test_a_certificate_that_nobody_trusts_fails_the_test(partner, endpoint, monkeypatch):
    """The secret is not sent to whoever cannot prove to be the token endpoint."""
    partner.stage(1)
    partner.step("createSecret", 1)
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(RotationError, match=r"gives the new secret no token; got 'SSLCertVerificationError'"):
        partner.step("testSecret", 1)

    assert [] == endpoint.asked


def test_an_endpoint_that_does_not_answer_fails_the_test(partner):
    """A token endpoint that cannot be reached is told by the kind of fault."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        partner.tag(**{"token-endpoint": f"https://127.0.0.1:{taken.getsockname()[1]}/oauth2/token"})
        partner.stage(1)
        partner.step("createSecret", 1)

        with pytest.raises(RotationError, match=r"gives the new secret no token; got 'ConnectionRefusedError'"):
            partner.step("testSecret", 1)


def test_a_version_without_a_value_fails_the_test(partner):
    """testSecret before createSecret has nothing to test."""
    partner.stage(1)

    with pytest.raises(RotationError, match="the version has no value"):
        partner.step("testSecret", 1)


def test_no_value_is_logged(partner, endpoint, caplog):
    """Neither the log of rotations that succeed and fail nor what they raise holds a secret; it names what was done."""
    caplog.set_level(logging.DEBUG, logger="platform_constructs")
    partner.rotate(1)
    partner.rotate(2)
    values = [*partner.values, json.dumps(partner.current())]
    endpoint.reply = Reply(400, partner.values[0].encode())
    with pytest.raises(RotationError) as caught:
        partner.rotate(3)
    told = [*caplog.messages, str(caught.value), repr(caught.value.__cause__)]

    assert [] == [value for value in [*values, *partner.values] for text in told if value in text]
    assert f"finishSecret of {partner.arn}: the new secret is current" in caplog.messages


def _add(partner):
    """Add a secret by hand."""
    boto3.client("cognito-idp").add_user_pool_client_secret(UserPoolId=partner.pool, ClientId=partner.client)
