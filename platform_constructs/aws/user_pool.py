"""
The user pool of external consumers: token endpoint, resource servers, threat protection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdktf_cdktf_provider_aws.cognito_resource_server import CognitoResourceServer, CognitoResourceServerScope
from cdktf_cdktf_provider_aws.cognito_risk_configuration import (
    CognitoRiskConfiguration,
    CognitoRiskConfigurationCompromisedCredentialsRiskConfiguration,
    CognitoRiskConfigurationCompromisedCredentialsRiskConfigurationActions,
)
from cdktf_cdktf_provider_aws.cognito_user_pool import (
    CognitoUserPool,
    CognitoUserPoolAccountRecoverySetting,
    CognitoUserPoolAccountRecoverySettingRecoveryMechanism,
    CognitoUserPoolAdminCreateUserConfig,
    CognitoUserPoolLambdaConfig,
    CognitoUserPoolLambdaConfigPreTokenGenerationConfig,
    CognitoUserPoolPasswordPolicy,
    CognitoUserPoolSoftwareTokenMfaConfiguration,
    CognitoUserPoolUsernameConfiguration,
    CognitoUserPoolUserPoolAddOns,
    CognitoUserPoolUserPoolAddOnsAdvancedSecurityAdditionalFlows,
)
from cdktf_cdktf_provider_aws.cognito_user_pool_domain import CognitoUserPoolDomain
from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission
from constructs import Construct

from platform_constructs.aws.function import Function
from platform_constructs.model.escape import escape
from platform_constructs.model.plan import Site
from platform_constructs.model.service import ALIAS
from platform_constructs.model.settings import Settings

__all__ = ["UserPool"]

_FOR_MACHINES: Final = "V3_0"  # the first version of this trigger that is asked for client credentials too
_TEMPORARY_PASSWORD_DAYS: Final = 7  # FSBP Cognito.3


class UserPool(Construct):
    """
    Define a user pool, its hosted token endpoint and one resource server per domain.

    Always: every token says whose it is, no self sign-up, compromised credentials refused, recovery by mail, passwords
    of every kind of character.
    As the packs decide: multi-factor sign-in, threat protection, deletion protection, length of passwords.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        site: Site,
        settings: Settings,
        *,
        scopes: Mapping[str, Mapping[str, str]],
        claims: Function,
    ) -> None:
        """
        Args:
            scope: The stack.
            id: The construct's id.
            site: The owning stack.
            settings: What the packs decided; `identity.*`.
            scopes: For each resource server, its scopes and what they are for.
            claims: Says in each token whose it is, and refuses one to whoever is nobody's.
        """
        super().__init__(scope, id)
        protection = settings.text("identity.threat_protection")
        pool = CognitoUserPool(
            self,
            "pool",
            name=site.prefix,
            user_pool_tier=settings.text("identity.tier"),
            deletion_protection="ACTIVE" if settings.flag("deletion_protection") else "INACTIVE",
            mfa_configuration=settings.text("identity.mfa"),
            username_attributes=["email"],
            auto_verified_attributes=["email"],
            admin_create_user_config=CognitoUserPoolAdminCreateUserConfig(allow_admin_create_user_only=True),
            software_token_mfa_configuration=CognitoUserPoolSoftwareTokenMfaConfiguration(enabled=True),
            username_configuration=CognitoUserPoolUsernameConfiguration(case_sensitive=False),
            password_policy=CognitoUserPoolPasswordPolicy(
                minimum_length=settings.number("identity.password_min_length"),
                password_history_size=settings.number("identity.password_history"),
                require_lowercase=True,
                require_numbers=True,
                require_symbols=True,
                require_uppercase=True,
                temporary_password_validity_days=_TEMPORARY_PASSWORD_DAYS,
            ),
            user_pool_add_ons=CognitoUserPoolUserPoolAddOns(
                advanced_security_mode=protection,
                advanced_security_additional_flows=CognitoUserPoolUserPoolAddOnsAdvancedSecurityAdditionalFlows(
                    custom_auth_mode=protection
                ),
            ),
            lambda_config=CognitoUserPoolLambdaConfig(
                pre_token_generation_config=CognitoUserPoolLambdaConfigPreTokenGenerationConfig(
                    lambda_arn=claims.alias_arn, lambda_version=_FOR_MACHINES
                )
            ),
            account_recovery_setting=CognitoUserPoolAccountRecoverySetting(
                recovery_mechanism=[
                    CognitoUserPoolAccountRecoverySettingRecoveryMechanism(name="verified_email", priority=1)
                ]
            ),
        )
        LambdaPermission(
            self,
            "call-claims",
            action="lambda:InvokeFunction",
            function_name=claims.arn,
            qualifier=ALIAS,
            principal="cognito-idp.amazonaws.com",
            source_account=site.environment.account,
            source_arn=pool.arn,
        )
        CognitoRiskConfiguration(
            self,
            "risk",
            user_pool_id=pool.id,
            compromised_credentials_risk_configuration=CognitoRiskConfigurationCompromisedCredentialsRiskConfiguration(
                event_filter=["PASSWORD_CHANGE", "SIGN_IN", "SIGN_UP"],
                actions=CognitoRiskConfigurationCompromisedCredentialsRiskConfigurationActions(event_action="BLOCK"),
            ),
        )
        domain = CognitoUserPoolDomain(
            self,
            "domain",
            user_pool_id=pool.id,
            domain=f"{site.organisation.identity.domain_prefix}-{site.environment.name}",
            managed_login_version=2,
        )
        for server, named in sorted(scopes.items()):
            CognitoResourceServer(
                self,
                f"scopes-{server}",
                user_pool_id=pool.id,
                identifier=server,
                name=server,
                scope=[
                    CognitoResourceServerScope(scope_name=escape(name), scope_description=escape(purpose))
                    for name, purpose in sorted(named.items())
                ],
            )
        self.arn: Final[str] = pool.arn
        self.id: Final[str] = pool.id
        self.domain: Final[str] = domain.domain
