"""
The secrets that a service is started with: its domain's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdktf_cdktf_provider_aws.data_aws_secretsmanager_secret import DataAwsSecretsmanagerSecret
from constructs import Construct

from platform_constructs.model.plan import Site

__all__ = ["read_secrets", "secret_arns"]


def secret_arns(scope: Construct, site: Site, secrets: Mapping[str, str]) -> dict[str, str]:
    """
    Look up the secrets of a domain and return their ARNs by variable. Terraform never reads a value.

    Args:
        scope: Where they are looked up.
        site: The service's stack; secrets are found below `<slug>/<environment>/<domain>/`.
        secrets: By variable: the secret's name below that.
    """
    home = f"{site.organisation.slug}/{site.environment.name}/{site.domain.name}"
    return {
        variable: DataAwsSecretsmanagerSecret(scope, f"secret-{variable}", name=f"{home}/{name}").arn
        for variable, name in sorted(secrets.items())
    }


def read_secrets(site: Site, arns: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the statements that let a role read these secrets, and what encrypts them; none for none."""
    if not arns:
        return []
    environment = site.environment
    return [
        {
            "Sid": "ReadItsSecrets",
            "Effect": "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": sorted(arns.values()),
        },
        {
            "Sid": "DecryptItsSecrets",
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": f"arn:aws:kms:{environment.region}:{environment.account}:key/*",
            "Condition": {
                "StringEquals": {"kms:ViaService": f"secretsmanager.{environment.region}.amazonaws.com"},
                "ArnLike": {"kms:EncryptionContext:SecretARN": sorted(arns.values())},
            },
        },
    ]
