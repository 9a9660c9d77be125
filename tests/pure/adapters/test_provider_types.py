"""
Which types there are, by the installed bindings.
"""

from __future__ import annotations

import sys

from platform_constructs.adapters.provider_types import provider_types
from policy_packs import every_rule

PARTS = {"iam.statement", "openapi.document", "openapi.operation", "openapi.schema", "wafv2.rule"}


def test_resources_and_data_sources_are_named_as_in_terraform():
    """Both kinds are there by the names that stand in Terraform, and nothing else of the bindings is."""
    types = provider_types()

    assert {"aws_api_gateway_method", "aws_kms_key", "data.aws_iam_policy_document"} <= types
    assert [] == [each for each in types if not each.startswith(("aws_", "data.aws_")) or "__" in each]
    assert len(types) > 2_000


def test_every_rule_concerns_what_there_is():
    """Each type that any of our rules judges is the provider's or a part that we read out of one."""
    known = provider_types() | PARTS

    assert {} == {code: rule.concerns - known for code, rule in every_rule().items() if rule.concerns - known}


def test_nothing_is_imported_to_know_them():
    """The bindings take seconds to import; their names are enough."""
    provider_types.cache_clear()
    before = set(sys.modules)  # other tests of this process may have started the engine
    provider_types()

    assert [] == [name for name in sys.modules.keys() - before if name.startswith("cdktf_cdktf_provider_aws")]
