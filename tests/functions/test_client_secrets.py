"""
The local AWS knows the limits of app clients' secrets that the rotation is made for.
"""

from __future__ import annotations

import boto3
import pytest
from botocore.exceptions import ClientError


@pytest.fixture(name="cognito")
def _cognito(aws):
    return boto3.client("cognito-idp")


@pytest.fixture(name="app")
def _app(cognito):
    """An app client with the secret that it was made with."""
    return _made(cognito, generate=True)


def _made(cognito, *, generate):
    pool = cognito.create_user_pool(PoolName="partners")["UserPool"]["Id"]
    client = cognito.create_user_pool_client(UserPoolId=pool, ClientName="acme", GenerateSecret=generate)
    return {"UserPoolId": pool, "ClientId": client["UserPoolClient"]["ClientId"]}


def test_a_value_is_told_once(cognito, app):
    """Adding tells the value of a secret that Cognito made, and listing tells none."""
    added = cognito.add_user_pool_client_secret(**app)["ClientSecretDescriptor"]
    listed = cognito.list_user_pool_client_secrets(**app)["ClientSecrets"]

    assert {"ClientSecretId", "ClientSecretValue", "ClientSecretCreateDate"} == set(added)
    assert 24 <= len(added["ClientSecretValue"]) <= 64
    assert [{"ClientSecretId", "ClientSecretCreateDate"}] * 2 == [set(one) for one in listed]
    assert added["ClientSecretId"] == listed[1]["ClientSecretId"]


def test_a_chosen_value_is_not_told(cognito, app):
    """Adding a secret of one's own choice tells nothing of it."""
    added = cognito.add_user_pool_client_secret(**app, ClientSecret="c" * 24)["ClientSecretDescriptor"]

    assert {"ClientSecretId", "ClientSecretCreateDate"} == set(added)


def test_there_are_two_secrets_at_most(cognito, app):
    """A third secret is refused."""
    cognito.add_user_pool_client_secret(**app)

    with pytest.raises(cognito.exceptions.LimitExceededException):
        cognito.add_user_pool_client_secret(**app)


def test_the_last_secret_stays(cognito, app):
    """The only secret cannot be deleted, and one that is not there neither."""
    [only] = cognito.list_user_pool_client_secrets(**app)["ClientSecrets"]

    with pytest.raises(cognito.exceptions.InvalidParameterException):
        cognito.delete_user_pool_client_secret(**app, ClientSecretId=only["ClientSecretId"])
    with pytest.raises(cognito.exceptions.ResourceNotFoundException):
        cognito.delete_user_pool_client_secret(**app, ClientSecretId="other--1")


def test_a_client_without_a_secret_gets_none(cognito):
    """An app client that was made without a secret is refused."""
    with pytest.raises(ClientError, match="has no secret"):
        cognito.add_user_pool_client_secret(**_made(cognito, generate=False))


def test_a_value_has_its_length(cognito, app):
    """A value of more than 64 characters is refused."""
    with pytest.raises(ClientError, match="24 to 64"):
        cognito.add_user_pool_client_secret(**app, ClientSecret="c" * 65)
