"""
Containers, functions and the load balancer, as they are written.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from platform_constructs.model.host import Balancer, PrivateLink
from platform_constructs.model.organisation import Organisation
from platform_constructs.model.plan import ListenerRule, Plan, PlannedStack, Site
from platform_constructs.model.platform_declarations import LoadBalancer
from platform_constructs.model.service import Canary, ContainerBackend, FunctionBackend
from tests.tree.plans import organisation, settings

IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ordering/orders@sha256:" + "a" * 64
RULE = ListenerRule("ordering-public", 2499, "public.services.meridian.example", ("/ordering", "/ordering/*"))
DECIDED = settings(
    balancer__tls_policy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    container__least_tasks=2,
    container__rollback_errors=10,
    function__concurrency=20,
)


def registry(link: PrivateLink = PrivateLink.NETWORK_LOAD_BALANCER) -> Organisation:
    """Return the small organisation with a load balancer."""
    table = Balancer(
        domain_name={"sandbox": "services.internal.meridian.example"},
        zone={"sandbox": "internal.meridian.example"},
        private_link=link,
    )
    return organisation().model_copy(update={"balancer": table})


def planned(declaration: Any, known: Organisation | None = None, **said: Any) -> Plan:
    """Return a plan of one stack."""
    known = known or registry()
    site = Site(known, known.environments["sandbox"], known.domains[declaration.domain], declaration.stack)
    return Plan((PlannedStack(declaration, site, DECIDED, **said),))


def container(**said: Any) -> ContainerBackend:
    """Return ordering's container."""
    return ContainerBackend(**{"domain": "ordering", "name": "orders", "image": IMAGE} | said)


def function(**said: Any) -> FunctionBackend:
    """Return ordering's function."""
    return FunctionBackend(**{"domain": "ordering", "name": "price", "code": "price"} | said)


@pytest.fixture(name="orders")
def _orders(synth):
    """Ordering's container, with everything that it may say."""
    declaration = container(
        environment={"STAGE": "{environment}", "TEXT": "${aws.secret}"},
        secrets={"PASSWORD": "database"},
        collector="123456789012.dkr.ecr.eu-west-1.amazonaws.com/collector@sha256:" + "b" * 64,
    )
    return synth(planned(declaration, listeners=(RULE,)))["ordering-orders-container"]


def containers(document: Any) -> list[dict[str, Any]]:
    """Return the containers of the task."""
    [task] = document["resource"]["aws_ecs_task_definition"].values()
    return list(json.loads(task["container_definitions"]))


def statements(document: Any, role: str) -> dict[str, Any]:
    """Return a role's statements, by Sid."""
    [policy] = [
        one["policy"] for name, one in document["resource"]["aws_iam_role_policy"].items() if name.startswith(role)
    ]
    name = policy.removeprefix("${data.aws_iam_policy_document.").removesuffix(".json}")
    return {one["sid"]: one for one in document["data"]["aws_iam_policy_document"][name]["statement"]}


def test_a_container_cannot_write_its_programs_nor_gain_rights(orders):
    """Its file system is read-only but for a scratch volume, and it drops every capability."""
    main, collector = containers(orders)

    assert [True, True] == [one["readonlyRootFilesystem"] for one in (main, collector)]
    assert [["ALL"], ["ALL"]] == [one["linuxParameters"]["capabilities"]["drop"] for one in (main, collector)]
    assert [("/tmp", "scratch")] == [(one["containerPath"], one["sourceVolume"]) for one in main["mountPoints"]]
    assert (True, False) == (main["essential"], collector["essential"])


def test_what_a_container_is_started_with_is_said_and_inert(orders):
    """The environment's name is filled in, Terraform reads no expression in a text, a secret comes by its ARN."""
    main, _ = containers(orders)

    assert {
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4317",
        "STAGE": "sandbox",
        "TEXT": "$${aws.secret}",
    } == {one["name"]: one["value"] for one in main["environment"]}
    [secret] = orders["data"]["aws_secretsmanager_secret"].values()
    assert "meridian/sandbox/ordering/database" == secret["name"]
    assert [("PASSWORD", "${data.aws_secretsmanager_secret.secret-PASSWORD.arn}")] == [
        (one["name"], one["valueFrom"]) for one in main["secrets"]
    ]


def test_the_role_that_starts_a_container_pulls_its_images_and_reads_its_secrets(orders):
    """Each image comes from its own repository; the log is the container's own."""
    starter = statements(orders, "task_starter")

    assert {"SignInToTheImageRegistry", "PullItsImages", "WriteTheLog", "ReadItsSecrets", "DecryptItsSecrets"} == set(
        starter
    )
    home = "arn:aws:ecr:eu-west-1:123456789012:repository"
    assert [f"{home}/collector", f"{home}/ordering/orders"] == starter["PullItsImages"]["resources"]
    assert {"Traces"} == set(statements(orders, "task_role"))


def test_a_container_is_reached_from_the_load_balancer_only_and_reaches_aws_only(orders):
    """One way in, at its port; the ways out lead to endpoints of AWS and to S3, none to the internet."""
    resources = orders["resource"]
    own = "${aws_security_group.network_group_BD7F2635.id}"
    balancer = "${data.aws_ssm_parameter.target_balancer-group_"
    [way_in] = resources["aws_vpc_security_group_ingress_rule"].values()
    ways_out = [
        one for one in resources["aws_vpc_security_group_egress_rule"].values() if one["security_group_id"] == own
    ]

    assert (own, 8443, 8443) == (way_in["security_group_id"], way_in["from_port"], way_in["to_port"])
    assert way_in["referenced_security_group_id"].startswith(balancer)
    assert 2 == len(ways_out)
    assert all("cidr_ipv4" not in one and (443, 443) == (one["from_port"], one["to_port"]) for one in ways_out)
    [service] = resources["aws_ecs_service"].values()
    assert service["network_configuration"]["assign_public_ip"] is False


def test_a_bad_version_of_a_container_is_taken_back(orders):
    """One that does not become healthy, and one that answers with errors while it takes over."""
    [service] = orders["resource"]["aws_ecs_service"].values()
    [alarm] = orders["resource"]["aws_cloudwatch_metric_alarm"].values()

    assert {"enable": True, "rollback": True} == service["deployment_circuit_breaker"]
    assert (True, True) == (service["alarms"]["enable"], service["alarms"]["rollback"])
    assert (10, "HTTPCode_Target_5XX_Count") == (alarm["threshold"], alarm["metric_name"])
    assert alarm["alarm_actions"]


def test_the_load_balancer_is_told_what_to_send(orders):
    """By host and path, at the number that ownership gave; and only once the listener was seen to speak TLS."""
    [rule] = orders["resource"]["aws_lb_listener_rule"].values()
    [listener] = orders["data"]["aws_lb_listener"].values()
    [group] = orders["resource"]["aws_lb_target_group"].values()

    assert 2499 == rule["priority"]
    assert [
        {"host_header": {"values": ["public.services.meridian.example"]}},
        {"path_pattern": {"values": ["/ordering", "/ordering/*"]}},
    ] == rule["condition"]
    assert '${self.protocol == "HTTPS"}' == listener["lifecycle"]["postcondition"][0]["condition"]
    assert ("HTTPS", "/health", "HTTPS") == (
        group["protocol"],
        group["health_check"]["path"],
        group["health_check"]["protocol"],
    )


def test_a_container_without_a_collector_has_a_role_without_permissions(synth):
    """What it may do, somebody has to say."""
    document = synth(planned(container(), listeners=(RULE,)))["ordering-orders-container"]

    assert {"task_starter"} == {name.rpartition("-policy")[0] for name in document["resource"]["aws_iam_role_policy"]}
    assert 1 == len(containers(document))


def test_an_image_from_elsewhere_asks_for_nothing_of_ecr(synth):
    """Only what is there is allowed."""
    image = "registry.example/orders@sha256:" + "a" * 64
    document = synth(planned(container(image=image), listeners=(RULE,)))["ordering-orders-container"]

    assert {"WriteTheLog"} == set(statements(document, "task_starter"))


def test_a_function_is_bounded_traced_and_loses_nothing(synth, only):
    """As many at once as the packs allow, a timeout in seconds, active traces, a queue with an alarm, own variables."""
    document = synth(planned(function(environment={"STAGE": "{environment}"}), code={"app.py": b"pass"}))[
        "ordering-price-function"
    ]
    made = only(document, "aws_lambda_function")

    assert (20, 10, 256) == (made["reserved_concurrent_executions"], made["timeout"], made["memory_size"])
    assert ("assets/price.zip", "app.handler", True) == (made["filename"], made["handler"], made["publish"])
    assert {"STAGE": "sandbox"} == made["environment"]["variables"]
    assert ("Active", "JSON") == (made["tracing_config"]["mode"], made["logging_config"]["log_format"])
    assert made["dead_letter_config"]["target_arn"]
    assert made["kms_key_arn"]
    assert only(document, "aws_cloudwatch_metric_alarm")["alarm_actions"]


def test_a_functions_code_cannot_use_what_lambda_needs_for_it(synth):
    """Lambda places a function in the network with the function's role; the code itself is refused the same."""
    document = synth(planned(function(), code={"app.py": b"pass"}))["ordering-price-function"]
    own = statements(document, "service")

    assert "Deny" == own["NotByTheCodeItself"]["effect"]
    assert {*own["InterfacesInTheNetwork"]["actions"], *own["LookAtTheNetwork"]["actions"]} == set(
        own["NotByTheCodeItself"]["actions"]
    )
    [condition] = own["NotByTheCodeItself"]["condition"]
    assert (
        "lambda:SourceFunctionArn",
        ["arn:aws:lambda:eu-west-1:123456789012:function:meridian-sandbox-ordering-price-function"],
    ) == (
        condition["variable"],
        condition["values"],
    )


def test_a_canary_leaves_most_requests_to_what_is_known(synth, only):
    """The alias stays with the trusted version, and gives the newest its share."""
    declared = function(canary=Canary(stable=7, percent=25))
    document = synth(planned(declared, code={"app.py": b"pass"}))["ordering-price-function"]
    alias = only(document, "aws_lambda_alias")

    assert "7" == alias["function_version"]
    [(version, share)] = alias["routing_config"]["additional_version_weights"].items()
    assert (0.25, True) == (share, version.endswith(".version}"))


def test_a_function_from_an_image_has_no_handler(synth, only):
    """What runs is in the image."""
    document = synth(planned(function(code=None, image=IMAGE)))["ordering-price-function"]
    made = only(document, "aws_lambda_function")

    assert ("Image", IMAGE) == (made["package_type"], made["image_uri"])
    assert not {"handler", "runtime", "filename"} & set(made)


@pytest.mark.parametrize("link", [*PrivateLink])
def test_the_load_balancer_is_inside_strict_and_logged(synth, link: PrivateLink):
    """TLS of the packs' policy, odd requests refused, both logs kept; API Gateway comes in one of two ways."""
    document = synth(planned(LoadBalancer(domain="platform"), registry(link)))["platform-balancer"]["resource"]
    balancers = {one["load_balancer_type"]: one for one in document["aws_lb"].values()}
    [listener] = [one for one in document["aws_lb_listener"].values() if one["protocol"] == "HTTPS"]
    application = balancers["application"]

    assert (True, True, "strictest", True) == (
        application["internal"],
        application["drop_invalid_header_fields"],
        application["desync_mitigation_mode"],
        application["enable_deletion_protection"],
    )
    assert (True, True) == (application["access_logs"]["enabled"], application["connection_logs"]["enabled"])
    assert "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" == listener["ssl_policy"]
    assert "404" == listener["default_action"][0]["fixed_response"]["status_code"]
    direct = link is PrivateLink.LOAD_BALANCER
    assert direct == ("aws_apigatewayv2_vpc_link" in document)
    assert direct != ("aws_api_gateway_vpc_link" in document)
    assert direct != ("network" in balancers)


def test_the_load_balancers_certificate_has_a_name_for_each_host(synth, only):
    """API Gateway asks for a host by a name of its own, and checks it."""
    document = synth(planned(LoadBalancer(domain="platform")))["platform-balancer"]
    certificate = only(document, "aws_acm_certificate")
    names = ["internal.services.internal.meridian.example", "public.services.internal.meridian.example"]

    assert "services.internal.meridian.example" == certificate["domain_name"]
    assert names == certificate["subject_alternative_names"]
    assert 3 == len(document["resource"]["aws_route53_record"])


def test_only_load_balancers_of_the_account_write_to_the_log_bucket(synth, only):
    """The bucket is closed, versioned, encrypted, and lets two services of AWS write, on this account's behalf."""
    document = synth(planned(LoadBalancer(domain="platform")))["platform-balancer"]
    closed = only(document, "aws_s3_bucket_public_access_block")
    policies = document["data"]["aws_iam_policy_document"].values()
    [statement] = [
        one["statement"] for one in policies if any("OnlyOverTls" == each["sid"] for each in one["statement"])
    ]
    writers = [one for one in statement if "s3:PutObject" in one["actions"]]

    shut = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    assert [True] * 4 == [closed[name] for name in shut]
    assert {"delivery.logs.amazonaws.com", "logdelivery.elasticloadbalancing.amazonaws.com"} == {
        one["principals"][0]["identifiers"][0] for one in writers
    }
    for one in writers:
        assert {"aws:SourceAccount", "aws:SourceArn"} == {each["variable"] for each in one["condition"]}
