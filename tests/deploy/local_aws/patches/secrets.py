"""
Secrets Manager: rotation that begins before there is a value.
"""

from __future__ import annotations

from typing import Any

from moto.awslambda.utils import get_backend
from moto.secretsmanager.exceptions import ResourceNotFoundException
from moto.secretsmanager.models import SecretsManagerBackend

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct the rotation of a secret without a version."""

    @wraps_method(SecretsManagerBackend, "rotate_secret")
    def rotate_secret(original: Any, self: Any, secret_id: str, **said: Any) -> str:
        # moto fails on a secret without a value, which AWS rotates, and would run the function in a container. What the
        # function does is shown in tests/functions; here the rotation is configured, and begins with nothing.
        function = said.get("rotation_lambda_arn")
        if not function:
            return str(original(self, secret_id, **said))
        try:
            get_backend(self.account_id, self.region_name).get_function(function)
        except Exception as cause:
            raise ResourceNotFoundException(f"Resource not found for ARN '{function}'.") from cause
        answer = str(original(self, secret_id, **said | {"rotation_lambda_arn": None}))
        self.secrets[secret_id].rotation_lambda_arn = function
        return answer
