"""
What an escape hatch may do, and what it may not, whatever the rules say of the outcome.
"""

import json

import pytest

DECLARE = """
import json

from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.ssm_parameter import SsmParameter

from platform_constructs import HttpBackend, PublicApi


def change(stack):
    api = stack.rest_api.api
    {change}


backend = HttpBackend(url="https://ordering.meridian.example")
api = PublicApi(domain="ordering", backend=backend, escape_hatch=change)
"""
REFUSED = {
    "another provider": ("stack.add_override('terraform.required_providers.aws.source', 'evil/aws')", "GATE-006"),
    "another account": ("stack.add_override('provider.aws', [{'region': 'us-east-1'}])", "GATE-006"),
    "another state": ("stack.add_override('terraform.backend', {'http': {'address': 'https://x'}})", "GATE-006"),
    "locals": ("stack.add_override('locals.x', '${file(\"/etc/passwd\")}')", "GATE-006"),
    "a provisioner": ("api.add_override('provisioner', [{'local-exec': {'command': 'id'}}])", "GATE-008"),
    "ignored changes": ("stack.web_acl.acl.add_override('lifecycle.ignore_changes', ['rule'])", "GATE-008"),
    "a program": ("stack.add_override('data.external.x', {'program': ['sh', '-c', 'id']})", "GATE-009"),
    "another's parameter": (
        "SsmParameter(stack, 'x', name='/meridian/sandbox/quoting-public/rest-api-id', type='String', "
        "insecure_value=api.id)",
        "GATE-010",
    ),
    "an open operation in the body": (
        "body = json.loads(api.body_input); body['paths']['/v1/orders']['get']['security'] = []; "
        "api.body = json.dumps(body)",
        "GATE-011",
    ),
    "a removed web ACL": ("stack.web_acl.node.try_remove_child('association')", "GATE-012"),
}


def hatch(sample, change):
    sample.write("ordering/stack.py", DECLARE.format(change=change))
    return sample.paved("synth", "ordering", "--format", "json")


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_an_escape_hatch_may_not(sample, case):
    """
    What would change whose account, state, contract or neighbours a stack is about is refused by the gate itself.
    """
    change, code = REFUSED[case]
    ended = hatch(sample, change)

    assert 1 == ended.code, ended
    assert code in {one["code"] for one in ended.json["findings"] if one["blocks"]}


@pytest.mark.parametrize(
    "change",
    [
        "stack.rest_api.stage.add_override('description', 'Orders of partners')",
        "SnsTopic(stack, 'topic', name='orders', kms_master_key_id='alias/aws/sns')",
        "stack.web_acl.logging.add_override('redacted_fields', [{'single_header': {'name': name}} "
        "for name in ('authorization', 'cookie', 'x-api-key', 'x-partner')])",
    ],
)
def test_an_escape_hatch_may(sample, change):
    """
    What the road does not offer, and nothing forbids, is written.
    """
    ended = hatch(sample, change)

    assert (0, []) == (ended.code, [str(one) for one in ended.json["findings"] if one["blocks"]])


def test_a_value_beyond_the_packs_is_refused_wherever_it_was_written(sample):
    """
    A throttle that the packs do not allow is found in the written JSON, however it got there.
    """
    ended = hatch(
        sample,
        "[one.add_override('settings.throttling_rate_limit', 1000000000) for one in stack.rest_api.node.children "
        "if one.node.id == 'all-methods']",
    )

    assert 1 == ended.code
    assert ["GATE-015"] == [one["code"] for one in ended.json["findings"] if one["blocks"]]
    assert "external-api 1.0.0" in json.dumps(ended.json["findings"])
