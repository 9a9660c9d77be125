"""
What the sample's stacks leave to others: app clients, a host's mapping, and a method that wants a key.

The edge stack of the sample maps the host to five APIs, which are not all deployed here; this maps it to one.
"""

from __future__ import annotations

from typing import Any, Final

from tests.requests.client import REGION
from tests.requests.consumer import HOST

__all__ = ["KEY", "KEYED", "QUOTA", "SCOPES", "onboarding"]

SCOPES: Final = ("ordering/orders.read", "ordering/orders.write")
KEY: Final = "a-partners-key-of-the-tests"
QUOTA: Final = 2  # requests a day
KEYED: Final = "keyed"
"""A path of the API, open to whoever has a key."""


def onboarding(backend: str) -> dict[str, Any]:
    """
    Return a stack on top of the deployed API, as Terraform's JSON.

    Args:
        backend: Where the keyed method leads.
    """
    api, stage = _read("ordering-public/rest-api-id"), _read("ordering-public/stage-name")
    on_api = {"rest_api_id": api, "resource_id": "${aws_api_gateway_resource.keyed.id}", "http_method": "GET"}
    outputs = {
        "api": api,
        "client_id": "${aws_cognito_user_pool_client.consumer.id}",
        "client_secret": "${aws_cognito_user_pool_client.consumer.client_secret}",
    }
    return {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100, < 7"}}},
        "provider": {"aws": [{"region": REGION}]},
        "data": {
            "aws_ssm_parameter": {_named(path): {"name": f"/meridian/sandbox/{path}"} for path in _PARAMETERS},
            "aws_api_gateway_rest_api": {"ordering": {"name": "meridian-sandbox-ordering-public"}},
        },
        "resource": {
            "aws_cognito_user_pool_client": {
                "consumer": {
                    "name": "consumer",
                    "user_pool_id": _read("platform-identity/user-pool-id"),
                    "generate_secret": True,
                    "allowed_oauth_flows_user_pool_client": True,
                    "allowed_oauth_flows": ["client_credentials"],
                    "allowed_oauth_scopes": list(SCOPES),
                }
            },
            "aws_acm_certificate": {"host": {"domain_name": HOST, "validation_method": "DNS"}},
            "aws_api_gateway_domain_name": {
                "host": {
                    "domain_name": HOST,
                    "regional_certificate_arn": "${aws_acm_certificate.host.arn}",
                    "endpoint_configuration": {"types": ["REGIONAL"]},
                }
            },
            "aws_api_gateway_base_path_mapping": {
                "ordering": {
                    "domain_name": "${aws_api_gateway_domain_name.host.domain_name}",
                    "base_path": "ordering",
                    "api_id": api,
                    "stage_name": stage,
                }
            },
            "aws_api_gateway_resource": {
                "keyed": {
                    "rest_api_id": api,
                    "parent_id": "${data.aws_api_gateway_rest_api.ordering.root_resource_id}",
                    "path_part": KEYED,
                }
            },
            "aws_api_gateway_method": {"keyed": {**on_api, "authorization": "NONE", "api_key_required": True}},
            "aws_api_gateway_integration": {
                "keyed": {
                    **on_api,
                    "type": "HTTP_PROXY",
                    "integration_http_method": "GET",
                    "uri": f"{backend}/{KEYED}",
                    "depends_on": ["aws_api_gateway_method.keyed"],
                }
            },
            "aws_api_gateway_api_key": {"partner": {"name": "partner", "value": KEY}},
            "aws_api_gateway_usage_plan": {
                "partner": {
                    "name": "partner",
                    "api_stages": [{"api_id": api, "stage": stage}],
                    "quota_settings": {"limit": QUOTA, "period": "DAY"},
                }
            },
            "aws_api_gateway_usage_plan_key": {
                "partner": {
                    "key_id": "${aws_api_gateway_api_key.partner.id}",
                    "key_type": "API_KEY",
                    "usage_plan_id": "${aws_api_gateway_usage_plan.partner.id}",
                }
            },
        },
        "output": {name: {"value": value, "sensitive": True} for name, value in outputs.items()},
    }


_PARAMETERS: Final = ("ordering-public/rest-api-id", "ordering-public/stage-name", "platform-identity/user-pool-id")


def _named(path: str) -> str:
    return path.replace("/", "-")


def _read(path: str) -> str:
    return f"${{data.aws_ssm_parameter.{_named(path)}.insecure_value}}"
