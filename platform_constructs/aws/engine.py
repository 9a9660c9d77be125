"""
The engine room: starts jsii with only the provider submodules in use.

Imported stock, the AWS bindings read 2,212 submodules in Python and again in Node: 8 to 15 seconds
and over a gigabyte. Here the package root is replaced by an empty one and Node is given a slim package,
built once per machine and kept under its digest. Where that fails, the full package is used by itself.
See docs/adr/0005.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from platform_constructs.aws.node import use_node
from platform_constructs.aws.slim import LayoutError, write_slim_package
from platform_constructs.errors import ToolError

__all__ = ["SUBMODULES", "SmallEngineError", "start"]

BINDINGS: Final = "cdktf_cdktf_provider_aws"
DISTRIBUTION: Final = "cdktf-cdktf-provider-aws"
ASSEMBLY: Final = "@cdktf/provider-aws"
FULL: Final = "PAVED_ENGINE"  # set to `full` to load every submodule's description

SUBMODULES: Final = frozenset(
    {
        "acm_certificate",
        "acm_certificate_validation",
        "api_gateway_account",
        "api_gateway_api_key",
        "api_gateway_base_path_mapping",
        "api_gateway_deployment",
        "api_gateway_domain_name",
        "api_gateway_domain_name_access_association",
        "api_gateway_method_settings",
        "api_gateway_rest_api",
        "api_gateway_rest_api_policy",
        "api_gateway_stage",
        "api_gateway_usage_plan",
        "api_gateway_usage_plan_key",
        "api_gateway_vpc_link",
        "apigatewayv2_api_mapping",
        "apigatewayv2_vpc_link",
        "appautoscaling_policy",
        "appautoscaling_target",
        "cloudwatch_log_group",
        "cloudwatch_log_resource_policy",
        "cloudwatch_metric_alarm",
        "cognito_resource_server",
        "cognito_risk_configuration",
        "cognito_user_pool",
        "cognito_user_pool_client",
        "cognito_user_pool_domain",
        "data_aws_ec2_managed_prefix_list",
        "data_aws_iam_policy_document",
        "data_aws_lb_listener",
        "data_aws_route53_zone",
        "data_aws_secretsmanager_secret",
        "data_aws_ssm_parameter",
        "data_aws_vpc_endpoint",
        "default_security_group",
        "ecs_cluster",
        "ecs_service",
        "ecs_task_definition",
        "flow_log",
        "iam_openid_connect_provider",
        "iam_policy",
        "iam_role",
        "iam_role_policy",
        "iam_role_policy_attachment",
        "kms_alias",
        "kms_key",
        "lambda_alias",
        "lambda_function",
        "lambda_permission",
        "lb",
        "lb_listener",
        "lb_listener_rule",
        "lb_target_group",
        "lb_target_group_attachment",
        "provider",
        "route53_record",
        "route53_zone",
        "route_table",
        "route_table_association",
        "s3_bucket",
        "s3_bucket_lifecycle_configuration",
        "s3_bucket_ownership_controls",
        "s3_bucket_policy",
        "s3_bucket_public_access_block",
        "s3_bucket_server_side_encryption_configuration",
        "s3_bucket_versioning",
        "scheduler_schedule",
        "scheduler_schedule_group",
        "secretsmanager_secret",
        "secretsmanager_secret_rotation",
        "security_group",
        "sns_topic",
        "sns_topic_policy",
        "sqs_queue",
        "sqs_queue_policy",
        "ssm_parameter",
        "subnet",
        "vpc",
        "vpc_endpoint",
        "vpc_security_group_egress_rule",
        "vpc_security_group_ingress_rule",
        "wafv2_web_acl",
        "wafv2_web_acl_association",
        "wafv2_web_acl_logging_configuration",
    }
)
"""What our own constructs import; `tests/tree` proves the list complete and without surplus."""

_started: set[frozenset[str]] = set()


class SmallEngineError(ToolError):
    """A provider submodule was imported that the slim package lacks; a full engine has it."""


def start(extra: Iterable[str] = ()) -> None:
    """
    Make `import cdktf` and the provider's submodules cheap. Does nothing when already started.

    Args:
        extra: Provider submodules needed beside our own, such as those an escape hatch imports.

    Raises:
        ToolError: if Node.js or the bindings are absent.
    """
    if _started or BINDINGS in sys.modules:
        return
    use_node(os.environ)
    root = _installed_root()
    wanted = SUBMODULES | {name for name in extra if (root / name / "__init__.py").is_file()}
    package = None if os.environ.get(FULL) == "full" else _slim_package(root, wanted)
    _started.add(wanted)
    sys.modules[BINDINGS] = _empty_root(root)
    _load_assembly(root, package)
    if package is not None:
        sys.meta_path.insert(0, _Guard(wanted))


def _installed_root() -> Path:
    spec = importlib.util.find_spec(BINDINGS)
    if spec is None or not spec.submodule_search_locations:
        raise ToolError(
            "ENG-002",
            "the Terraform bindings for AWS are not installed",
            at="the engine room",
            got=f"no Python package {BINDINGS}",
            fix="install this distribution with its dependencies, for example by `make setup`",
        )
    return Path(spec.submodule_search_locations[0])


def _tarball(root: Path) -> Path:
    return next((root / "_jsii").glob("*.jsii.tgz"))


def _slim_package(root: Path, wanted: frozenset[str]) -> Path | None:
    """Return the cached slim package, built if need be; None where the full one has to do."""
    try:
        kept = _cache() / f"provider-aws-{_digest(root, wanted)}.jsii.tgz"
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
                fresh = Path(folder) / kept.name
                write_slim_package(_tarball(root), fresh, wanted)
                fresh.replace(kept)
    except (LayoutError, OSError, tarfile.TarError) as cause:
        print(f"paved: using the full provider package, which is slow ({cause})", file=sys.stderr)  # noqa: T201  # no logger this early
        return None
    return kept


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "paved" / "engine"


def _digest(root: Path, wanted: frozenset[str]) -> str:
    """Digest what the slim package is made from: the installed tarball, the submodules and the way they are cut."""
    cut = Path(__file__).with_name("slim.py").read_bytes()
    recorded = next(
        (
            file.hash.value
            for file in importlib.metadata.files(DISTRIBUTION) or ()
            if file.name.endswith(".jsii.tgz") and file.hash is not None
        ),
        None,
    )
    tarball = recorded or hashlib.sha256(_tarball(root).read_bytes()).hexdigest()
    return hashlib.sha256("\n".join([tarball, *sorted(wanted)]).encode() + cut).hexdigest()[:32]


def _empty_root(root: Path) -> ModuleType:
    """Make the package's root, without its own `__init__`, which would import every submodule."""
    module = ModuleType(BINDINGS)
    module.__path__ = [str(root)]
    module.__file__ = str(root / "__init__.py")
    module.__spec__ = ModuleSpec(BINDINGS, None, is_package=True)
    module.__spec__.submodule_search_locations = [str(root)]
    return module


def _load_assembly(root: Path, package: Path | None) -> None:
    if package is None:
        importlib.import_module(f"{BINDINGS}._jsii")
        return
    import cdktf._jsii  # noqa: PLC0415  # starts Node: only once it is known that we need it
    import jsii  # noqa: PLC0415  # as above
    from jsii import _reference_map, _runtime  # noqa: PLC0415  # as above

    version = importlib.metadata.version(DISTRIBUTION)
    _runtime.kernel.load(ASSEMBLY, version, str(package))
    _reference_map._assembly_to_module[ASSEMBLY] = BINDINGS
    seeded = ModuleType(f"{BINDINGS}._jsii")
    seeded.__path__ = [str(root / "_jsii")]
    names: dict[str, Any] = {
        "__jsii_assembly__": jsii.JSIIAssembly(ASSEMBLY, version, BINDINGS, _tarball(root).name),
        "__all__": ["__jsii_assembly__"],
        "cdktf": cdktf,
    }
    vars(seeded).update(names)
    sys.modules[seeded.__name__] = seeded


class _Guard:
    """Refuses a submodule that Node does not know, before jsii does so in its own words."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        package, _, submodule = name.partition(".")
        if package == BINDINGS and submodule and "." not in submodule and submodule not in self._known:
            raise SmallEngineError(
                "ENG-003",
                "this provider submodule was not foreseen",
                at="the engine room",
                got=name,
                fix=f"import it by name in a file under stacks/, or set {FULL}=full",
            )
