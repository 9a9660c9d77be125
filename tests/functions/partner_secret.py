"""
A partner's app client and the secret that is rotated, driven as Secrets Manager and the daily schedule drive them.
"""

from __future__ import annotations

import json
import time
from typing import Any

import boto3
from moto.cognitoidp.models import cognitoidp_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.secretsmanager.models import secretsmanager_backends

from platform_constructs.functions.rotate_client_secret import handler
from tests.deploy.local_aws.patches.client_secrets import ClientSecret, secrets_of
from tests.functions.token_endpoint import TokenEndpoint

__all__ = ["REGION", "STEPS", "PartnerSecret", "version"]

REGION = "eu-central-1"
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
DAY = 86_400


def version(number: int) -> str:
    """A version's id, which Secrets Manager sends as the request's token."""
    return f"00000000-0000-0000-0000-{number:012}"


class PartnerSecret:
    """
    An app client that has the secret it was made with, and a secret without a value.

    Args:
        endpoint: Gives tokens to the app client's active secrets from now on.
    """

    def __init__(self, endpoint: TokenEndpoint) -> None:
        cognito = boto3.client("cognito-idp")
        self.pool = cognito.create_user_pool(PoolName="partners")["UserPool"]["Id"]
        made = cognito.create_user_pool_client(UserPoolId=self.pool, ClientName="acme", GenerateSecret=True)
        self.client = made["UserPoolClient"]["ClientId"]
        self.manager = boto3.client("secretsmanager")
        self.arn = self.manager.create_secret(Name="partners/acme")["ARN"]
        self.tag(
            **{
                "client-id": self.client,
                "user-pool-id": self.pool,
                "token-endpoint": endpoint.url,
                "scopes": "ordering/orders.read ordering/orders.write",
                "overlap-days": "7",
            }
        )
        self._kept.rotation_requested = self._kept.rotation_enabled = True
        endpoint.accepts = lambda client, secret: client == self.client and secret in self.values

    @property
    def _kept(self) -> Any:
        return secretsmanager_backends[DEFAULT_ACCOUNT_ID][REGION].secrets[self.arn]

    @property
    def secrets(self) -> list[ClientSecret]:
        """The app client's active secrets, oldest first: moto's own list."""
        return secrets_of(cognitoidp_backends[DEFAULT_ACCOUNT_ID][REGION].user_pools[self.pool].clients[self.client])

    @property
    def names(self) -> list[str]:
        """What Cognito calls them."""
        return [one.name for one in self.secrets]

    @property
    def values(self) -> list[str]:
        """What gets a token."""
        return [one.value for one in self.secrets]

    @property
    def labels(self) -> dict[str, list[str]]:
        """The labels of each version."""
        return {name: sorted(labels) for name, labels in self._kept.to_dict().get("VersionIdsToStages", {}).items()}

    def current(self) -> dict[str, str]:
        """The current value."""
        told = self.manager.get_secret_value(SecretId=self.arn, VersionStage="AWSCURRENT")
        value: dict[str, str] = json.loads(told["SecretString"])
        return value

    def tag(self, **tags: str | None) -> None:
        """Put tags on the secret; None takes one away."""
        for key, value in tags.items():
            if value is None:
                self.manager.untag_resource(SecretId=self.arn, TagKeys=[key])
            else:
                self.manager.tag_resource(SecretId=self.arn, Tags=[{"Key": key, "Value": value}])

    def allow_rotation(self, allowed: bool) -> None:
        """Enable rotation, or not."""
        self._kept.rotation_enabled = allowed

    def stage(self, number: int) -> None:
        """Label a version without a value as pending, as RotateSecret does before it calls the function."""
        self._kept.remove_version_stages_from_old_versions(["AWSPENDING"])
        self._kept.versions[version(number)] = {
            "createdate": int(time.time()),
            "version_id": version(number),
            "version_stages": ["AWSPENDING"],
        }

    def step(self, name: str, number: int, **more: str) -> None:
        """Call the function for one step."""
        handler.rotate({"Step": name, "SecretId": self.arn, "ClientRequestToken": version(number), **more}, None)

    def rotate(self, number: int, times: int = 1) -> None:
        """Do a whole rotation, each step so many times."""
        self.stage(number)
        for name in STEPS:
            for _ in range(times):
                self.step(name, number)
        self._kept.last_rotation_date = int(time.time())

    def retire(self) -> None:
        """Call the function as the schedule does."""
        handler.rotate({"Step": "retire", "SecretId": self.arn}, None)

    def wait(self, days: float, *, rotated: float | None = None) -> None:
        """Move what has been into the past: the values by `days`, the last rotation by as much or by `rotated`."""
        for one in self._kept.versions.values():
            one["createdate"] -= int(days * DAY)
        if self._kept.last_rotation_date:
            self._kept.last_rotation_date -= int((days if rotated is None else rotated) * DAY)
