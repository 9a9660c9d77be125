"""
Corrections to moto, by service. Each says what moto does and what AWS does instead.
"""

from __future__ import annotations

from tests.deploy.local_aws.patches import (
    apigateway,
    certificates,
    client_secrets,
    cognito,
    dns,
    keys_and_logs,
    mappings,
    private_domains,
    secret_versions,
    secrets,
    services,
    waf,
)

__all__ = ["apply_patches"]


def apply_patches() -> None:
    """Correct moto in this process. Call it once, before the first request."""
    apigateway.apply()
    certificates.apply()
    client_secrets.apply()
    cognito.apply()
    dns.apply()
    keys_and_logs.apply()
    mappings.apply()
    private_domains.apply()
    secret_versions.apply()
    secrets.apply()
    services.apply()
    waf.apply()
