"""
An AWS in this process, and a token endpoint on the loopback interface.
"""

from __future__ import annotations

import pytest
from moto import mock_aws

from tests.deploy.local_aws.patches import client_secrets, secret_versions
from tests.functions.partner_secret import REGION, PartnerSecret
from tests.functions.token_endpoint import TokenEndpoint, certificate


@pytest.fixture(name="aws")
def _aws(monkeypatch):
    """moto, with credentials and a region of its own, and what we teach it."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    client_secrets.apply()
    secret_versions.apply()
    with mock_aws():
        yield


@pytest.fixture(name="trusted", scope="session")
def _trusted(tmp_path_factory):
    """A certificate for the loopback interface, in a file with its key."""
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(name="endpoint")
def _endpoint(trusted, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with TokenEndpoint(trusted) as endpoint:
        yield endpoint


@pytest.fixture(name="partner")
def _partner(aws, endpoint):
    """An app client as Terraform makes it, and a secret without a value."""
    return PartnerSecret(endpoint)
