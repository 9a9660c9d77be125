"""
KMS keys and CloudWatch log groups.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import Any

from moto.kms.models import kms_backends
from moto.kms.responses import KmsResponse
from moto.logs import models as logs
from moto.logs.exceptions import InvalidParameterException

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct key rotation and encrypted log groups."""
    _rotation()
    _log_groups()


def _rotation() -> None:
    @wraps_method(KmsResponse, "enable_key_rotation")
    def enable(original: Any, self: Any) -> Any:
        # moto drops the period.
        answer = original(self)
        _key(self).local_period = self._get_param("RotationPeriodInDays") or 365
        return answer

    @wraps_method(KmsResponse, "get_key_rotation_status")
    def status(original: Any, self: Any) -> Any:
        answer = json.loads(original(self))
        if answer["KeyRotationEnabled"]:
            answer["RotationPeriodInDays"] = _key(self).local_period
        return json.dumps(answer)


def _key(response: Any) -> Any:
    backend = response.kms_backend
    return backend.keys[backend.get_key_id(response._get_param("KeyId"))]


def _log_groups() -> None:
    @wraps_method(logs.LogGroup, "__init__")
    def init(original: Any, self: Any, account_id: str, region: str, name: str, **kwargs: Any) -> None:
        original(self, account_id, region, name, **kwargs)
        # moto takes any key; AWS asks the key whether CloudWatch Logs may use it for this very log group.
        if self.kms_key_id and not _usable(self):
            raise InvalidParameterException(
                constraint=f"The specified KMS key does not exist or is not allowed to be used with Arn '{self.arn}'",
                parameter="kmsKeyId",
                value=self.kms_key_id,
            )

    @wraps_method(logs.LogGroup, "to_describe_dict")
    def describe(original: Any, self: Any) -> Any:
        # moto drops the class, and the provider then wants to replace the group.
        return {"logGroupClass": "STANDARD", **original(self)}


def _usable(group: Any) -> bool:
    key = kms_backends[group.account_id][group.region].keys.get(group.kms_key_id.rpartition("/")[2])
    if key is None or key.key_state != "Enabled":
        return False
    statements = json.loads(key.policy)["Statement"]
    return any(_allows(item, group) for item in ([statements] if isinstance(statements, dict) else statements))


def _allows(statement: dict[str, Any], group: Any) -> bool:
    principal = statement.get("Principal")
    services = principal.get("Service", ()) if isinstance(principal, dict) else ()
    wanted = {"logs.amazonaws.com", f"logs.{group.region}.amazonaws.com"}
    if statement["Effect"] != "Allow" or wanted.isdisjoint([services] if isinstance(services, str) else services):
        return False
    actions = statement.get("Action", [])
    granted = [actions] if isinstance(actions, str) else actions
    if not all(any(fnmatchcase(f"kms:{verb}", pattern) for pattern in granted) for verb in ("Encrypt", "Decrypt")):
        return False
    for test, condition in statement.get("Condition", {}).items():
        for variable, patterns in condition.items():
            if variable == "kms:EncryptionContext:aws:logs:arn":
                values = [patterns] if isinstance(patterns, str) else patterns
                exact = test in {"ArnEquals", "StringEquals"} and test.startswith("String")
                if not any(group.arn == value if exact else fnmatchcase(group.arn, value) for value in values):
                    return False
    return True
