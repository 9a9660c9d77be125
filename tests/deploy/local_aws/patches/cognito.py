"""
Cognito user pools: what moto lacks of resource servers, threat protection and deletion protection.
"""

from __future__ import annotations

from typing import Any

from moto.cognitoidp import models
from moto.cognitoidp.exceptions import InvalidParameterException
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.responses import ActionResult, EmptyResult

from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]


def apply() -> None:
    """Correct user pools."""
    CognitoIdpResponse.delete_resource_server = _delete_resource_server
    CognitoIdpResponse.set_risk_configuration = _set_risk_configuration
    CognitoIdpResponse.describe_risk_configuration = _describe_risk_configuration

    for name in ("create_user_pool_domain", "update_user_pool_domain"):

        @wraps_method(CognitoIdpResponse, name)
        def keep_login_version(original: Any, self: Any) -> Any:
            # moto drops the version of the hosted login.
            answer, chosen = original(self), self._get_param("ManagedLoginVersion")
            if chosen is not None:
                self.backend.describe_user_pool_domain(self._get_param("Domain")).local_version = chosen
            return answer

    @wraps_method(models.CognitoIdpUserPoolDomain, "to_json")
    def domain_to_json(original: Any, self: Any, extended: bool = True) -> Any:
        answer = original(self, extended)
        return {**answer, "ManagedLoginVersion": getattr(self, "local_version", 1)} if extended else answer

    @wraps_method(models.CognitoIdpBackend, "delete_user_pool")
    def delete_user_pool(original: Any, self: Any, user_pool_id: str) -> Any:
        # moto deletes a protected pool.
        if self.describe_user_pool(user_pool_id).extended_config.get("DeletionProtection") == "ACTIVE":
            raise InvalidParameterException(
                "The user pool cannot be deleted because deletion protection is activated. "
                "Deletion protection must be inactivated first."
            )
        return original(self, user_pool_id)


def _pool(response: Any) -> Any:
    return response.backend.describe_user_pool(response._get_param("UserPoolId"))


def _delete_resource_server(self: Any) -> Any:
    identifier = self._get_param("Identifier")
    self.backend.describe_resource_server(self._get_param("UserPoolId"), identifier)
    del _pool(self).resource_servers[identifier]
    return EmptyResult()


def _set_risk_configuration(self: Any) -> Any:
    pool = _pool(self)
    if pool.extended_config.get("UserPoolAddOns", {}).get("AdvancedSecurityMode", "OFF") == "OFF":
        raise InvalidParameterException("Advanced security features are not enabled for the user pool")
    names = ("ClientId", "CompromisedCredentialsRiskConfiguration", "AccountTakeoverRiskConfiguration")
    chosen = {name: self._get_param(name) for name in (*names, "RiskExceptionConfiguration")}
    pool.local_risk = {name: value for name, value in chosen.items() if value}
    return ActionResult({"RiskConfiguration": {"UserPoolId": pool.id, **pool.local_risk}})


def _describe_risk_configuration(self: Any) -> Any:
    pool = _pool(self)
    return ActionResult({"RiskConfiguration": {"UserPoolId": pool.id, **getattr(pool, "local_risk", {})}})
