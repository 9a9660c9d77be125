"""
What an escape hatch may do, and what it may not.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from platform_constructs.model.finding import Finding
from platform_constructs.model.verdict import Level
from platform_constructs.policy.judging.hatch import hatch_findings
from tests.pure.policy.samples import AT

PREFIX = "/meridian/sandbox/ordering-public/"
API = "${aws_api_gateway_rest_api.api.id}"
ROAD: dict[str, Any] = {
    "//": {"metadata": {"stackName": "ordering-public"}},
    "terraform": {"backend": {"local": {"path": "state"}}, "required_providers": {"aws": {"version": ">= 5.100, < 7"}}},
    "provider": {"aws": [{"region": "eu-west-1", "allowed_account_ids": ["123456789012"]}]},
    "data": {"aws_ssm_parameter": {"pool": {"name": "/meridian/sandbox/platform-identity/user-pool-arn"}}},
    "resource": {
        "aws_api_gateway_rest_api": {
            "api": {
                "//": {"metadata": {"path": "ordering-public/api"}},
                "name": "ordering",
                "description": "Ordering",
                "body": "{}",
                "put_rest_api_mode": "overwrite",
            }
        },
        "aws_api_gateway_deployment": {"api": {"rest_api_id": API, "triggers": {"redeployment": '${sha256("x")}'}}},
        "aws_api_gateway_stage": {
            "live": {
                "access_log_settings": {"destination_arn": "${aws_cloudwatch_log_group.access.arn}", "format": "{}"},
                "deployment_id": "${aws_api_gateway_deployment.api.id}",
                "rest_api_id": API,
                "stage_name": "live",
            }
        },
        "aws_cloudwatch_log_group": {"access": {"name": "/aws/apigateway/ordering", "retention_in_days": 400}},
        "aws_kms_key": {"logs": {"policy": "{}"}},
        "aws_ssm_parameter": {"id": {"name": f"{PREFIX}rest-api-id", "insecure_value": API, "type": "String"}},
        "aws_wafv2_web_acl": {"acl": {"scope": "REGIONAL", "rule": [{"name": "a"}]}},
        "aws_wafv2_web_acl_association": {
            "acl": {"resource_arn": "${aws_api_gateway_stage.live.arn}", "web_acl_arn": "${aws_wafv2_web_acl.acl.arn}"}
        },
        "aws_wafv2_web_acl_logging_configuration": {
            "acl": {
                "log_destination_configs": ["${aws_cloudwatch_log_group.access.arn}"],
                "resource_arn": "${aws_wafv2_web_acl.acl.arn}",
            }
        },
    },
}
REMOVED = object()


def written(*changes: tuple[str, object]) -> dict[str, Any]:
    """The road's document with values put at, or taken from, paths with slashes."""
    document = copy.deepcopy(ROAD)
    for path, value in changes:
        *way, last = path.split("/")
        here = document
        for step in way:
            here = here[int(step)] if isinstance(here, list) else here.setdefault(step, {})
        if value is REMOVED:
            del here[last]
        else:
            here[last] = value
    return document


def judged(*changes: tuple[str, object]) -> tuple[Finding, ...]:
    return hatch_findings(ROAD, written(*changes), site_prefix=PREFIX, stack="ordering-public", owner="ordering", at=AT)


def brief(*changes: tuple[str, object]) -> list[tuple[str, str, str]]:
    return [(each.code, each.address, each.got) for each in judged(*changes)]


@pytest.mark.parametrize(
    "change",
    [
        ("resource/aws_api_gateway_rest_api/api/description", "Changed"),
        ("resource/aws_api_gateway_stage/live/tags", {"cost": "7"}),
        ("resource/aws_api_gateway_stage/live/access_log_settings/format", "{'more': 1}"),
        ("resource/aws_api_gateway_stage/live/xray_tracing_enabled", False),
        ("resource/aws_api_gateway_stage/live/canary_settings", None),
        ("resource/aws_cloudwatch_log_group/access/retention_in_days", 731),
        ("resource/aws_cloudwatch_log_group/access/lifecycle", {"prevent_destroy": True}),
        ("resource/aws_wafv2_web_acl/acl/rule", [{"name": "b"}]),
        ("resource/aws_wafv2_web_acl_logging_configuration/acl/redacted_fields", []),
        ("resource/aws_sns_topic/alarms", {"name": "x", "count": 2, "lifecycle": [{"replace_triggered_by": ["a.b"]}]}),
        ("resource/aws_cloudwatch_metric_alarm/errors", {"alarm_name": "${aws_api_gateway_stage.live.stage_name}-5xx"}),
        ("resource/aws_ssm_parameter/mine", {"name": f"{PREFIX}topic-arn", "overwrite": False}),
        ("resource/aws_iam_role/consumer", {"name": "x"}),
        ("resource/aws_lambda_function/worker", {"filename": "assets/worker/5E1/archive.zip"}),
        ("data/aws_iam_policy_document/topic", {"statement": []}),
        ("output/topic", {"value": "${jsonencode(aws_sns_topic.alarms.arn)}"}),
    ],
    ids=lambda change: change[0],
)
def test_a_harmless_hatch_passes(change):
    """Descriptions, tags, what rules judge, resources of the domain's own and new outputs are nobody else's matter."""
    assert () == judged(change)


def test_comments_of_cdktf_are_no_change():
    """What cdktf notes about itself, in the document or a resource, is not Terraform."""
    document = written(("resource/aws_kms_key/logs", {"//": {"metadata": {"overrides": 1}}, "policy": "{}"}))
    document["//"] = {"metadata": {"overrides": {"stack": ["resource"]}}}

    assert () == hatch_findings(ROAD, document, site_prefix=PREFIX, stack="s", owner="ordering", at=AT)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (
            ("provider/aws/0/region", "us-east-1"),
            Finding(
                "GATE-006",
                "altered-ground",
                Level.BLOCK,
                "the escape hatch changes provider, which is the road's",
                AT,
                "leave provider, state and every other section to the road; what all stacks need is the platform's",
                "ordering",
                "us-east-1",
                "ordering-public",
                "provider.aws.0.region",
            ),
        ),
        (
            ("output/leak", {"value": '${file("/etc/hostname")}'}),
            Finding(
                "GATE-007",
                "machine-reading-expression",
                Level.BLOCK,
                "the escape hatch reads the machine that Terraform runs on: file(",
                AT,
                "write the value itself into stack.py, or refer to a resource; read nothing where Terraform runs",
                "ordering",
                '${file("/etc/hostname")}',
                "ordering-public",
                "output.leak",
            ),
        ),
        (
            ("resource/aws_kms_key/logs/lifecycle", {"ignore_changes": ["policy"]}),
            Finding(
                "GATE-008",
                "engine-directive",
                Level.BLOCK,
                "the escape hatch puts lifecycle.ignore_changes on aws_kms_key.logs: "
                "what was judged is not what would be kept",
                AT,
                "drop it; a resource is changed by its attributes, written out, and never hidden from Terraform",
                "ordering",
                "ignore_changes: ['policy']",
                "ordering-public",
                "aws_kms_key.logs",
            ),
        ),
        (
            ("resource/aws_iam_user/me", {"name": "me"}),
            Finding(
                "GATE-009",
                "ground-of-others",
                Level.BLOCK,
                "the escape hatch adds aws_iam_user.me: it makes or changes identities, whose credentials are not "
                "seen here",
                AT,
                "use an aws_iam_role for a machine; partners and people are the identity road's",
                "ordering",
                "aws_iam_user",
                "ordering-public",
                "aws_iam_user.me",
            ),
        ),
        (
            ("resource/aws_ssm_parameter/pool", {"name": "/meridian/sandbox/platform-identity/user-pool-arn"}),
            Finding(
                "GATE-010",
                "stray-parameter",
                Level.BLOCK,
                "the escape hatch publishes outside /meridian/sandbox/ordering-public/",
                AT,
                'publish under this stack\'s own prefix, as literal text, without "overwrite"',
                "ordering",
                "/meridian/sandbox/platform-identity/user-pool-arn",
                "ordering-public",
                "aws_ssm_parameter.pool",
            ),
        ),
        (
            ("resource/aws_api_gateway_stage/live/access_log_settings/destination_arn", "arn:aws:firehose:x"),
            Finding(
                "GATE-011",
                "rewritten-road",
                Level.BLOCK,
                "the escape hatch changes access_log_settings.destination_arn of aws_api_gateway_stage.live, "
                "which is the road's",
                AT,
                "ask for it in the contract, the declaration or platform.toml; only the road writes this",
                "ordering",
                "arn:aws:firehose:x",
                "ordering-public",
                "aws_api_gateway_stage.live",
            ),
        ),
        (
            ("resource/aws_wafv2_web_acl_association", REMOVED),
            Finding(
                "GATE-012",
                "removed-resource",
                Level.BLOCK,
                "the escape hatch removes aws_wafv2_web_acl_association.acl, which the road put there",
                AT,
                "keep it; what a domain must not have is decided by its packs, and waived where a rule asks for it",
                "ordering",
                "aws_wafv2_web_acl_association.acl",
                "ordering-public",
                "aws_wafv2_web_acl_association.acl",
            ),
        ),
        (
            ("resource/aws_sns_topic", [{"x": {}}]),
            Finding(
                "GATE-013",
                "uncomparable-part",
                Level.BLOCK,
                "the escape hatch writes resource as something other than plain objects",
                AT,
                "write plain objects, type by type and name by name, as cdktf does",
                "ordering",
                "list",
                "ordering-public",
                "aws_sns_topic",
            ),
        ),
        (
            ("resource/aws_iam_role_policy/more", {"role": "payments-deployer", "policy": "{}"}),
            Finding(
                "GATE-014",
                "foreign-attachment",
                Level.BLOCK,
                "the escape hatch attaches aws_iam_role_policy.more to what is not this stack's: role",
                AT,
                "refer to a resource of this stack, such as ${aws_iam_role.x.name}; ask the owner of any other",
                "ordering",
                "payments-deployer",
                "ordering-public",
                "aws_iam_role_policy.more",
            ),
        ),
    ],
    ids=lambda each: each.code if isinstance(each, Finding) else "",
)
def test_what_no_rule_sees_is_refused(change, finding):
    """Each refusal blocks and says what was done, where, what stands there, the legitimate way, and who has to act."""
    assert (finding,) == judged(change)


@pytest.mark.parametrize(
    "section",
    ["check", "ephemeral", "import", "locals", "module", "moved", "removed", "terraform", "variable", "anything"],
)
def test_other_sections_are_the_roads(section):
    """Whatever is not a resource, a data source or an output can only be written by the road."""
    where, got = (f"{section}.x", "1") if section in ROAD else (section, "keys: x")

    assert [("GATE-006", where, got)] == brief((f"{section}/x", 1))


@pytest.mark.parametrize(
    "text",
    [
        '${file("x")}',
        '${ core::file ("x") }',
        '${file/* " */("x")}',
        '${file # (\n("x")}',
        '%{ if fileexists("x") }a%{ endif }',
        '${"${filebase64("x")}"}',
        '${join("", [<<E\n"\nE\n, file("x")])}',
        '${templatefile("x", {})}',
        "${templatestring(aws_ssm_parameter.id.value, {})}",
        '${pathexpand("~")}',
        '${fileset(".", "*")}',
        "${path.module}",
        '${path["root"]}',
        "${terraform.workspace}",
    ],
)
def test_an_expression_that_reads_the_machine_is_refused_anywhere(text):
    """In a value, in a key and deep inside, however it is spelt."""
    added = {"tags": {"a": text}, "x": {text: 1}, "y": [{"z": [text]}]}

    assert {"GATE-007"} == {each.code for each in judged(("resource/aws_sns_topic/x", added))}
    assert {"GATE-007"} == {each.code for each in judged(("resource/aws_api_gateway_rest_api/api/description", text))}
    assert {"GATE-007"} == {each.code for each in judged(("data/aws_iam_policy_document/x", {"policy_id": text}))}


@pytest.mark.parametrize(
    "text",
    [
        "a file (of orders) and its path.module",
        '$${file("x")}',
        "${aws_s3_object.x.file}",
        "${aws_x.y.path.root_id} and terraform.workspace",
        "${profile(1)}",
        "${sha256(aws_x.y.id)}",
    ],
)
def test_words_that_only_look_like_reading_pass(text):
    """A sentence, an escaped template and an attribute of the same name read nothing."""
    assert () == judged(("resource/aws_sns_topic/x", {"name": text}))


@pytest.mark.parametrize("path", ["/etc/hostname", "../x.zip", "assets/../x.zip", "${var.x}", 1, ["x"]])
def test_a_file_of_the_machine_is_not_handed_to_aws(path):
    """A function's code or an object's source is an asset of the stack."""
    [found] = judged(("resource/aws_s3_object/x", {"source": path}))

    assert ("GATE-007", "the escape hatch hands AWS a file of the machine: source") == (found.code, found.what)


@pytest.mark.parametrize("name", ["connection", "provider", "provisioner"])
@pytest.mark.parametrize("address", ["resource/aws_sns_topic/x", "resource/aws_kms_key/logs", "data/aws_region/x"])
def test_nothing_runs_commands_or_builds_elsewhere(name, address):
    """Provisioners, connections and other providers are refused on the road's resources and on new ones."""
    found = brief((f"{address}/{name}", "aws.other"))

    assert [("GATE-008", f"{name}: aws.other")] == [(code, got) for code, _, got in found]


@pytest.mark.parametrize("name", ["count", "dynamic", "for_each"])
def test_what_the_road_built_is_there_and_written_out(name):
    """A resource of the road cannot be made to vanish, multiply or hide its blocks."""
    found = brief((f"resource/aws_kms_key/logs/{name}", {"x": 0}))

    assert [("GATE-008", "aws_kms_key.logs", f"{name}: keys: x")] == found


@pytest.mark.parametrize("lifecycle", [{"ignore_changes": "all"}, [{"ignore_changes": ["x"]}], {"action_trigger": {}}])
def test_a_lifecycle_that_hides_changes_is_refused_on_new_resources_too(lifecycle):
    """What was judged is what is kept, and no action runs beside it."""
    assert ["GATE-008"] == [code for code, *_ in brief(("resource/aws_sns_topic/x", {"lifecycle": lifecycle}))]


@pytest.mark.parametrize(
    "address",
    [
        "resource/null_resource",
        "resource/terraform_data",
        "resource/local_file",
        "resource/awscc_iam_user",
        "data/external",
        "data/http",
        "data/terraform_remote_state",
        "data/aws_lambda_invocation",
        "data/aws_cognito_user_pool_client",
        "resource/aws_cloudformation_stack_set",
        "resource/aws_cloudcontrolapi_resource",
        "resource/aws_api_gateway_method",
        "resource/aws_api_gateway_rest_api_put",
        "resource/aws_apigatewayv2_api",
        "resource/aws_cognito_user_pool_client",
        "resource/aws_route53_record",
        "resource/aws_acm_certificate",
        "resource/aws_wafv2_web_acl_rule_group_association",
        "resource/aws_lambda_function_url",
        "resource/aws_iam_access_key",
        "resource/aws_organizations_policy",
        "resource/aws_ram_resource_share",
        "resource/aws_default_vpc",
    ],
)
def test_what_is_not_a_domains_to_add_is_refused(address):
    """Other providers, other templates, identities, names, doors beside the gateway and the whole account."""
    type = address.removeprefix("resource/").replace("/", ".")

    assert [("GATE-009", f"{type}.x", type)] == brief((f"{address}/x", {"name": "x"}))


@pytest.mark.parametrize(
    "name",
    [
        PREFIX,
        PREFIX.removesuffix("/"),
        "/meridian/sandbox/ordering-public-2/x",
        f"{PREFIX}${{aws_sns_topic.x.name}}",
        f"{PREFIX}$${{x}}",
        "${local.name}",
        None,
        7,
    ],
)
def test_a_parameter_stands_under_its_stacks_prefix(name):
    """What others would take for another stack's word is refused, and so is a name that is not literal."""
    assert ["GATE-010"] == [code for code, *_ in brief(("resource/aws_ssm_parameter/x", {"name": name}))]


@pytest.mark.parametrize("value", [True, "true", "${true}"])
def test_a_parameter_overwrites_nothing(value):
    """What is there already was published by somebody else."""
    added = {"name": f"{PREFIX}x", "overwrite": value}

    assert [("GATE-010", "aws_ssm_parameter.x", "overwrite")] == brief(("resource/aws_ssm_parameter/x", added))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("aws_api_gateway_rest_api/api/body", '{"paths": {}}'),
        ("aws_api_gateway_rest_api/api/body", REMOVED),
        ("aws_api_gateway_rest_api/api/parameters", {"basepath": "prepend"}),
        ("aws_api_gateway_rest_api/api/policy", "{}"),
        ("aws_api_gateway_rest_api/api/binary_media_types", ["*/*"]),
        ("aws_api_gateway_rest_api/api/put_rest_api_mode", "merge"),
        ("aws_api_gateway_deployment/api/triggers", {}),
        ("aws_api_gateway_deployment/api/stage_name", "other"),
        ("aws_api_gateway_stage/live/deployment_id", "abc123"),
        ("aws_api_gateway_stage/live/rest_api_id", "abc123"),
        ("aws_api_gateway_stage/live/stage_name", "other"),
        ("aws_api_gateway_stage/live/canary_settings", {"percent_traffic": 100}),
        ("aws_api_gateway_stage/live/access_log_settings", [{"destination_arn": "x"}, {"destination_arn": "y"}]),
        ("aws_api_gateway_stage/live/access_log_settings", REMOVED),
        ("aws_wafv2_web_acl_association/acl/web_acl_arn", "arn:aws:wafv2:other"),
        ("aws_wafv2_web_acl_logging_configuration/acl/resource_arn", "arn:aws:wafv2:other"),
        ("aws_wafv2_web_acl_logging_configuration/acl/log_destination_configs", ["arn:aws:s3:::other"]),
        ("aws_cloudwatch_log_group/access/name", "/other"),
        ("aws_ssm_parameter/id/insecure_value", "abc123"),
    ],
)
def test_what_the_road_answers_for_is_kept(path, value):
    """The contract, what serves it, what guards it and what is published are never a hatch's."""
    type, name, _ = path.split("/")

    assert [("GATE-011", f"{type}.{name}")] == [each[:2] for each in brief((f"resource/{path}", value))]


def test_the_user_pool_that_is_trusted_cannot_be_another():
    """A look-up of what another stack published is the road's as well."""
    found = judged(("data/aws_ssm_parameter/pool/name", f"{PREFIX}my-own-pool"))

    assert [("GATE-011", "data.aws_ssm_parameter.pool")] == [(each.code, each.address) for each in found]


def test_an_output_of_the_road_is_neither_changed_nor_removed():
    """New outputs are free; those of the road are relied upon."""
    road = {"output": {"a": {"value": "1"}, "b": {"value": "2"}}}
    found = hatch_findings(
        road, {"output": {"a": {"value": "3"}}}, site_prefix=PREFIX, stack="s", owner="ordering", at=AT
    )

    assert [("GATE-011", "output.a"), ("GATE-012", "output.b")] == [(each.code, each.address) for each in found]


@pytest.mark.parametrize(
    ("path", "value", "address"),
    [
        ("resource", [], "resource"),
        ("data", "x", "data"),
        ("output", [{"x": {}}], "output"),
        ("output/x", [{"value": 1}], "output.x"),
        ("data/aws_region", [{}], "data.aws_region"),
        ("resource/aws_sns_topic/x", [{}], "aws_sns_topic.x"),
    ],
)
def test_nothing_hides_in_another_form(path, value, address):
    """Terraform reads lists where objects stand; the comparison would not."""
    assert ("GATE-013", address) in {(each.code, each.address) for each in judged((path, value))}


def test_what_is_nested_deeper_than_anything_real_is_refused():
    """Depth does not break the comparison down."""
    deep: Any = {}
    for _ in range(5_000):
        deep = {"x": deep}

    assert ["GATE-013"] == [code for code, *_ in brief(("resource/aws_sns_topic/x", deep))]


@pytest.mark.parametrize(
    "role",
    ["${data.aws_iam_role.x.name}", "${aws_iam_role.x.name}-2", "${aws_iam_role.other.name}", "${local.x}", None, 1],
)
def test_a_hatch_attaches_to_its_own_only(role):
    """A reference to a resource of the stack, and nothing around it."""
    mine = ("resource/aws_iam_role/x", {"name": "x"})

    assert ["GATE-014"] == [code for code, *_ in brief(mine, ("resource/aws_iam_role_policy/p", {"role": role}))]
    assert () == judged(mine, ("resource/aws_iam_role_policy/p", {"role": "${aws_iam_role.x.id}"}))


def test_a_secret_or_document_is_never_echoed_whole():
    """A finding shows one line of what was written."""
    [found] = judged(("resource/aws_api_gateway_rest_api/api/body", json.dumps({"paths": {"/x": "y" * 5_000}})))

    assert len(found.got) < 200


@pytest.mark.parametrize("prefix", ["", "/", "/meridian", "meridian/sandbox/x/"])
def test_a_prefix_that_is_no_stacks_own_is_refused(prefix):
    """A hatch is never allowed everything by an empty prefix."""
    with pytest.raises(ValueError, match="is not the prefix of one stack"):
        hatch_findings(ROAD, ROAD, site_prefix=prefix, stack="s", owner="ordering", at=AT)


def test_findings_are_sorted():
    """The order in which a hatch writes does not matter."""
    changes = [(f"resource/aws_iam_user/u{n}", {"name": "x"}) for n in range(9)]

    assert judged(*changes) == judged(*reversed(changes))
