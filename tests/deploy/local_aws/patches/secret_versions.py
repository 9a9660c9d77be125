"""
Secrets Manager: the first version that becomes current.
"""

from __future__ import annotations

from typing import Any

from moto.secretsmanager.models import SecretsManagerBackend

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct the label AWSCURRENT. Once is enough, and twice does no harm."""

    @wraps_method(SecretsManagerBackend, "update_secret_version_stage")
    def update_secret_version_stage(
        original: Any,
        self: Any,
        secret_id: str,
        version_stage: str,
        remove_from_version_id: Any,
        move_to_version_id: Any,
    ) -> Any:
        # moto looks for who holds the label, and breaks down where nobody does.
        secret = self.secrets[secret_id]
        held = any(version_stage in version["version_stages"] for version in secret.versions.values())
        if held or remove_from_version_id or move_to_version_id not in secret.versions:
            return original(self, secret_id, version_stage, remove_from_version_id, move_to_version_id)
        secret.versions[move_to_version_id]["version_stages"].append(version_stage)
        return secret.arn, secret.name
