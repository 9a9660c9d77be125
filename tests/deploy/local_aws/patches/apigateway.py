"""
API Gateway (REST): imports, deployments, stages, usage plans and the account's log role.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from moto.apigateway import models
from moto.apigateway.exceptions import BadRequestException
from moto.iam.models import iam_backends
from moto.logs.models import logs_backends

from tests.deploy.local_aws.openapi.document import read_document
from tests.deploy.local_aws.openapi.report import ImportRefusedError
from tests.deploy.local_aws.openapi.store import definition, overwrite
from tests.deploy.local_aws.patches.patch import wraps_method

__all__ = ["apply"]

_GATEWAY: Final = "apigateway.amazonaws.com"


def apply() -> None:
    """Correct REST APIs."""
    _imports()
    _deployments()
    _stages()
    _usage_plans()
    _account()


def _imports() -> None:
    @wraps_method(models.APIGatewayBackend, "put_rest_api")
    def put_rest_api(
        original: Any, self: Any, function_id: str, api_doc: Any, fail_on_warnings: bool, mode: str = "merge"
    ) -> Any:
        # moto: drops security, scopes, models, validators and gateway responses, and accepts what AWS refuses.
        del original
        if mode != "overwrite":
            raise BadRequestException(f"the local AWS imports with mode=overwrite only, not {mode}")
        api = self.get_rest_api(function_id)
        try:
            imported = read_document(api_doc, fail_on_warnings=fail_on_warnings)
        except ImportRefusedError as refused:
            raise BadRequestException(str(refused)) from refused
        overwrite(api, imported)
        return api

    @wraps_method(models.RestAPI, "to_dict")
    def to_dict(original: Any, self: Any) -> Any:
        # AWS returns the policy with its quotes escaped, and the provider unescapes it.
        answer = original(self)
        if answer.get("policy"):
            answer["policy"] = json.dumps(answer["policy"])[1:-1]
        return answer

    @wraps_method(models.RestAPI, "apply_patch_operations")
    def patch_api(original: Any, self: Any, operations: list[dict[str, Any]]) -> Any:
        # moto: bool("false") is true, and nothing is known of compression.
        for operation in operations:
            if operation["path"] == "/disableExecuteApiEndpoint":
                operation["value"] = operation["value"] if operation["value"] == "true" else ""
            if operation["path"] == "/minimumCompressionSize":
                value = operation.get("value")
                self.minimum_compression_size = int(value) if value else None
        return original(self, operations)


def _deployments() -> None:
    @wraps_method(models.RestAPI, "create_deployment")
    def create_deployment(original: Any, self: Any, *args: Any, **kwargs: Any) -> Any:
        deployment = original(self, *args, **kwargs)
        deployment.local_definition = definition(self)  # what its stages serve from now on
        return deployment

    @wraps_method(models.RestAPI, "delete_deployment")
    def delete_deployment(original: Any, self: Any, deployment_id: str) -> Any:
        # moto asks only for the stage made together with the deployment.
        if any(stage.deployment_id == deployment_id for stage in self.stages.values()):
            raise BadRequestException("Active stages pointing to this deployment must be moved or deleted")
        return original(self, deployment_id)


def _stages() -> None:
    @wraps_method(models.APIGatewayBackend, "create_stage")
    def create_stage(original: Any, self: Any, function_id: str, stage_name: str, *args: Any, **kwargs: Any) -> Any:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,128}", stage_name):
            raise BadRequestException("Stage name only allows a-zA-Z0-9_-")
        return original(self, function_id, stage_name, *args, **kwargs)

    @wraps_method(models.APIGatewayBackend, "update_stage")
    def update_stage(original: Any, self: Any, function_id: str, stage_name: str, operations: Any) -> Any:
        api = self.get_rest_api(function_id)
        stage = self.get_stage(function_id, stage_name)
        methods = {
            f"{resource.get_path().strip('/')}/{name}"
            for resource in api.resources.values()
            for name in resource.resource_methods
        }
        others = []
        for operation in operations:
            path, value = operation["path"], operation.get("value")
            if path == "/deploymentId" and value not in api.deployments:
                raise BadRequestException("Deployment id does not exist")
            if path.startswith("/accessLogSettings"):
                _check_access_log(self, path, value)
            setting = re.fullmatch(r"/(.+)/((?:metrics|logging|throttling|caching)/[A-Za-z]+)", path)
            if setting is None and operation["op"] == "remove" and path.lstrip("/") in stage.method_settings:
                del stage.method_settings[path.lstrip("/")]
            elif setting is None:
                others.append(operation)
            else:
                # moto cuts the path at its third slash, so a resource of two segments is lost.
                where, key = setting[1].replace("~1", "/").lstrip("/"), setting[2]
                if where != "*/*" and where not in methods:
                    raise BadRequestException(
                        f"Invalid method setting path: {path}. Must be one of: {sorted(methods)} or */*"
                    )
                if key == "logging/loglevel" and value != "OFF":
                    _check_log_role(self)
                stage._patch_method_setting(where, key, value)
        return original(self, function_id, stage_name, others)


def _check_access_log(backend: Any, path: str, value: Any) -> None:
    _check_log_role(backend)
    if path.endswith("/destinationArn"):
        group = str(value).partition(":log-group:")[2].removesuffix(":*")
        if group not in logs_backends[backend.account_id][backend.region_name].groups:
            raise BadRequestException(f"The specified log group does not exist: {value}")
    elif path.endswith("/format") and value:
        if "\n" in value.rstrip("\n"):
            raise BadRequestException(
                "Access Log format must be single line, new line character is allowed only at end"
            )
        if "$context.requestId" not in value and "$context.extendedRequestId" not in value:
            raise BadRequestException("Access Log format must contain $context.requestId or $context.extendedRequestId")


def _check_log_role(backend: Any) -> None:
    if not backend.account.cloudwatch_role_arn:
        raise BadRequestException("CloudWatch Logs role ARN must be set in account settings to enable logging")


def _usage_plans() -> None:
    @wraps_method(models.UsagePlan, "apply_patch_operations")
    def patch_plan(original: Any, self: Any, operations: list[dict[str, Any]]) -> Any:
        # moto: cannot detach a stage that has method throttles, and mistakes those for the plan's own.
        others = []
        for operation in operations:
            path = operation["path"]
            if operation["op"] == "remove" and path == "/apiStages":
                api, _, stage = operation["value"].partition(":")
                self.api_stages = [item for item in self.api_stages if (item["apiId"], item["stage"]) != (api, stage)]
            elif not path.startswith("/apiStages/"):
                others.append(operation)
        return original(self, others)


def _account() -> None:
    @wraps_method(models.APIGatewayBackend, "update_account")
    def update_account(original: Any, self: Any, operations: list[dict[str, Any]]) -> Any:
        # moto takes any text for the role.
        for operation in operations:
            arn = operation.get("value")
            if operation["path"] == "/cloudwatchRoleArn" and arn and not _may_log(self, arn):
                raise BadRequestException("The role ARN does not have required permissions configured")
        return original(self, operations)


def _may_log(backend: Any, arn: str) -> bool:
    for role in iam_backends[backend.account_id][backend.partition].roles.values():
        if role.arn == arn:
            names = [policy.name for policy in role.managed_policies.values()]
            granted = [*role.policies.values(), *names]
            return _GATEWAY in str(role.assume_role_policy_document) and any(
                "logs:" in str(item) or item == "AmazonAPIGatewayPushToCloudWatchLogs" for item in granted
            )
    return False
