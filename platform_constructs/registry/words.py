"""
What each key of the registry may hold, in words: for errors, which never show a regular expression.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["KINDS", "WORDS", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """
    Attributes:
        allowed: What the value must be; reads after "must be".
        example: The right-hand side of a line that would do, in TOML.
    """

    allowed: str
    example: str


_NAME: Final = "lower-case words joined by hyphens, at most 24 characters"
_PREFIX: Final = "/ and whole segments of letters, digits and - _ . + ! ' ( ), without a slash at the end"
_LINE: Final = "one line of 1 to 500 characters"
_FOLDER: Final = "an https URL that ends with /"
_REGION: Final = Words("an AWS region", '"eu-west-1"')

WORDS: Final[Mapping[str, Words]] = {
    "account": Words("the twelve digits of an AWS account, in quotes", '"123456789012"'),
    "alb_priorities": Words("a table of two numbers from 1 to 50000", "{first = 2000, last = 2999}"),
    "audience": Words("external or internal", '"external"'),
    "contract_profile": Words("the name of a contract profile", '"legacy"'),
    "contracts": Words("a table that says what contracts are held to", '{profile = "standard"}'),
    "delivery": Words("a table that says who signs the pipelines' tokens", '{issuer = "https://gitlab.com"}'),
    "delivery.audience": Words("what the pipelines' tokens are made for", '"sts.amazonaws.com"'),
    "audiences": Words("a table with a profile for external, internal or both", '{external = "external"}'),
    "aws_provider": Words("a version constraint in Terraform's syntax", '">= 5.100, < 7"'),
    "balancer": Words("a table that says where containers stand", '{private_link = "network-load-balancer"}'),
    "bucket": Words("the name of an S3 bucket", '"meridian-terraform-state"'),
    "catalogue": Words("a table that says where contracts and manifests are published", '{status = "https://..."}'),
    "catalogue.contracts": Words(_FOLDER, '"https://git.meridian.example/apis/raw/main/"'),
    "manifests": Words(_FOLDER, '"https://developer.meridian.example/manifests/"'),
    "status": Words("an https URL", '"https://status.meridian.example"'),
    "sunset": Words("an https URL", '"https://developer.meridian.example/sunset"'),
    "private_link": Words("network-load-balancer or load-balancer", '"network-load-balancer"'),
    "classification": Words("public, internal, confidential, personal or payment", '"internal"'),
    "contact": Words("a mail address", '"ordering@meridian.example"'),
    "default": Words("true or false", "true"),
    "detail_type": Words("what detail types begin with: a letter, then letters, digits, spaces and . _ : -", '"Order"'),
    "domain_name": Words("a DNS name in lower case for each environment", '{sandbox = "api.sandbox.meridian.example"}'),
    "domain_prefix": Words("lower-case letters, digits and hyphens, at most 42 characters", '"meridian-connect"'),
    "event_source": Words("two or more lower-case words joined by dots", '"meridian.ordering"'),
    "expires": Words("a date, without quotes", "2027-03-31"),
    "first": Words("a whole number from 1 to 50000", "2000"),
    "from": Words(_NAME, '"ordering"'),
    "api": Words("the stack of an internal API", '"delivery-internal"'),
    "grants.kind": Words("scope, publish, subscribe or invoke", '"scope"'),
    "grants.name": Words("a whole scope: the owner's scope_prefix, a slash, the name", '"ordering/orders.read"'),
    "host": Words(_NAME, '"public"'),
    "issuer": Words("the https URL of an OIDC provider", '"https://token.actions.githubusercontent.com"'),
    "kind": Words("local or s3", '"local"'),
    "kms_key_id": Words("the id, alias or ARN of a KMS key", '"alias/terraform-state"'),
    "last": Words("a whole number from 1 to 50000", "2999"),
    "name": Words(_NAME, '"ordering"'),
    "operations": Words("a list of one or more operationIds", '["getWorkOrder"]'),
    "on_call": Words(_LINE, '"pager: ordering"'),
    "organisation.name": Words(_LINE, '"Meridian Connect"'),
    "owners": Words("a list of one or more teams: " + _NAME, '["ordering-leads"]'),
    "packs": Words("a table of policy packs and version ranges", '{baseline = "~= 1.0"}'),
    "pipelines": Words(
        "for each environment, the exact subjects of the tokens that deploy, without wildcards",
        '{sandbox = ["repo:meridian/ordering:environment:sandbox"]}',
    ),
    "platform": Words("true or false", "true"),
    "prefix": Words(_PREFIX, '"/ordering"'),
    "problem_types": Words("a list of lower-case words joined by hyphens", '["quote-expired"]'),
    "problem_base": Words("an https URL that ends with /", '"https://problems.meridian.example/"'),
    "profile": Words("the name of a contract profile", '"standard"'),
    "quotas": Words("a whole number of 0 or more", "100"),
    "reason": Words(_LINE, '"tracking is delivery\'s data"'),
    "region": _REGION,
    "scope_prefix": Words(_NAME, '"ordering"'),
    "slug": Words(_NAME, '"meridian"'),
    "source": Words("two or more lower-case words joined by dots, without a wildcard", '"meridian.ordering"'),
    "state": Words("a table that says where Terraform keeps its state", '{kind = "local"}'),
    "title": Words(_LINE, '"Service ordering"'),
    "to": Words(_NAME, '"delivery"'),
    "zone": Words("a DNS name in lower case for each environment", '{sandbox = "sandbox.meridian.example"}'),
}
"""By the key as it is written in platform.toml, with its table where one key has two meanings."""

KINDS: Final[Mapping[str, str]] = {
    "bool_type": "true or false, without quotes",
    "date_type": "a date without quotes, such as 2027-03-31",
    "dict_type": "a table",
    "int_type": "a whole number, without quotes",
    "mapping_type": "a table",
    "model_type": "a table",
    "string_type": "a text in quotes",
    "tuple_type": "a list in [ ]",
}
"""By pydantic's name of the error."""
