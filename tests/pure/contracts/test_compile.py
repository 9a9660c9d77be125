"""
Compiling: what is refused with whose name on it, and what every body has.
"""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from platform_constructs.errors import ContractError
from platform_constructs.model.contract import CompiledApi
from tests.pure.contracts.reading import SCHEMES, body_of, codes_of, compiled, contract_of, load, with_schema

OK = {"200": {"description": "Fine."}}


def paths_of(*paths: str, **operation: Any) -> dict[str, Any]:
    """A contract with a GET on each path, its variables described."""
    items = {}
    for number, path in enumerate(paths):
        names = [part[1:-1] for part in path.split("/") if part.startswith("{") and part.endswith("}")]
        parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
        items[path] = {"get": {"operationId": f"get{number}", "parameters": parameters, "responses": OK, **operation}}
    return contract_of(paths=items)


def secured(*security: Any, **schemes: Any) -> dict[str, Any]:
    return contract_of(security=list(security), components={"securitySchemes": {**SCHEMES, **schemes}})


def only_finding(document: Any, **changes: Any) -> str:
    (finding,) = compiled(load(document), **changes)[1]
    return str(finding)


def test_a_finding_names_place_fix_and_owner():
    """The whole message, once, for an operation that says nothing about its callers."""
    assert (
        "block[CON-030] the contract says nothing about who may call this operation\n"
        "  at   ordering/openapi.yaml:14 (/paths/~1orders/get)\n"
        "  got  no security\n"
        "  fix  write `security: []` at this operation if everybody may call it, or name a scope\n"
        "  who  ordering\n"
        "  more `paved explain CON-030`"
    ) == only_finding(contract_of(security=None))


READ = {"partner": ["ordering/read"]}


@pytest.mark.parametrize(
    ("code", "document"),
    [
        pytest.param("CON-030", contract_of(security=None), id="nothing said"),
        pytest.param("CON-030", contract_of(security=[]), id="everything opened at once"),
        pytest.param(
            "CON-031", secured({"key": []}, key={"type": "apiKey", "in": "header", "name": "X"}), id="an API key"
        ),
        pytest.param("CON-031", secured({"basic": []}, basic={"type": "http", "scheme": "basic"}), id="basic"),
        pytest.param("CON-031", secured({"jwt": []}, jwt={"type": "http", "scheme": "bearer"}), id="a bearer token"),
        pytest.param("CON-031", secured({"mtls": []}, mtls={"type": "mutualTLS"}), id="a certificate"),
        pytest.param("CON-032", secured({"nobody": ["ordering/read"]}), id="an unknown scheme"),
        pytest.param("CON-033", secured({"partner": ["ordering/read", "ordering/write"]}), id="two scopes at once"),
        pytest.param(
            "CON-033", secured({**READ, "other": ["ordering/read"]}, other=SCHEMES["partner"]), id="two schemes at once"
        ),
        pytest.param("CON-034", secured({"partner": []}), id="no scope"),
        pytest.param("CON-035", secured(READ, {}), id="an empty alternative"),
        pytest.param(
            "CON-036", secured({"sso": ["quoting/read"]}, sso={"type": "openIdConnect"}), id="another domain's"
        ),
        pytest.param("CON-036", secured({"sso": ["read"]}, sso={"type": "openIdConnect"}), id="no resource server"),
        pytest.param("CON-036", secured({"sso": ["ordering/a b"]}, sso={"type": "openIdConnect"}), id="a space"),
        pytest.param("CON-036", secured({"sso": ["ordering/a/b"]}, sso={"type": "openIdConnect"}), id="a second slash"),
        pytest.param("CON-037", secured({"partner": ["ordering/delete"]}), id="an undeclared scope"),
    ],
)
def test_authorization_that_cannot_be_carried_is_refused(code: str, document: dict[str, Any]):
    """Anything that API Gateway would check less strictly than the contract says is a finding."""
    assert [code] == codes_of(document)


@pytest.mark.parametrize(
    "path",
    [
        "/orders.json/{id}.json",
        "/orders/{id}:cancel",
        "/orders//x",
        "/orders/",
        "/a b",
        "/ä",
        "/a/{proxy+}",
        "/a/$x",
        "/" + "a" * 1000,
    ],
)
def test_paths_that_cannot_be_built_are_refused(path: str):
    """Partial variables, empty segments, greedy variables and odd characters never reach API Gateway."""
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in ("id", "proxy+")
        if f"{{{name}}}" in path
    ]

    assert ["CON-041"] == codes_of(paths_of(path, parameters=parameters))


def test_two_names_for_one_variable_are_refused_with_both_places():
    """API Gateway keeps one variable per level; the finding names both lines."""
    text = json.dumps(paths_of("/orders/{id}", "/orders/{orderId}/lines"), indent=1)
    lines = {
        path: number
        for number, line in enumerate(text.splitlines(), 1)
        for path in ("{id}", "{orderId}")
        if f"/orders/{path}" in line
    }

    assert (
        "block[CON-042] one level of the paths has variables of two names; API Gateway takes only one\n"
        f"  at   ordering/openapi.yaml:{lines['{orderId}']} (/paths/~1orders~1{{orderId}}~1lines)\n"
        f"  got  {{orderId}} here, {{id}} at ordering/openapi.yaml:{lines['{id}']}\n"
        "  fix  give both one name\n"
        "  who  ordering\n"
        "  more `paved explain CON-042`"
    ) == only_finding(text)


@pytest.mark.parametrize(
    ("code", "document"),
    [
        pytest.param(
            "CON-040", contract_of(paths={"/a": {"trace": {"operationId": "t", "responses": OK}}}), id="TRACE"
        ),
        pytest.param("CON-043", contract_of(servers=[{"url": "/quoting/v1"}]), id="another domain's base path"),
        pytest.param("CON-043", contract_of(servers=[{"url": "/ordering-internal"}]), id="a look-alike of the mount"),
        pytest.param(
            "CON-044", contract_of(servers=[{"url": "/ordering"}, {"url": "/ordering/v2"}]), id="two base paths"
        ),
        pytest.param("CON-044", paths_of("/a", servers=[{"url": "/ordering/v2"}]), id="an operation's own server"),
        pytest.param("CON-044", contract_of(servers=[{"url": "/ordering/{v}"}]), id="a variable without value"),
        pytest.param(
            "CON-044",
            contract_of(
                servers=[{"url": "/ordering/{v}", "variables": {"v": {"default": "v1", "enum": ["v1", "v2"]}}}]
            ),
            id="a variable with two values",
        ),
    ],
)
def test_what_cannot_be_deployed_once_under_the_mount_is_refused(code: str, document: dict[str, Any]):
    """An API has one base path, below the one that the registry gives it."""
    assert code in codes_of(document)


@pytest.mark.parametrize(
    "place",
    [
        {"x-amazon-apigateway-policy": {"Statement": []}},
        {"x-amazon-apigateway-gateway-responses": {}},
        {"tags": [{"name": "a", "X-AMAZON-APIGATEWAY-AUTHORIZER": {}}]},
        {
            "components": {
                "securitySchemes": {
                    **SCHEMES,
                    "own": {"type": "oauth2", "flows": {}, "x-amazon-apigateway-authtype": "custom"},
                }
            }
        },
        {"paths": {"/a": {"x-amazon-apigateway-any-method": {}, "get": {"operationId": "a", "responses": OK}}}},
        {
            "paths": {
                "/a": {
                    "get": {
                        "operationId": "a",
                        "responses": OK,
                        "x-amazon-apigateway-integration": {"uri": "https://evil.example"},
                    }
                }
            }
        },
    ],
)
def test_a_contract_cannot_instruct_api_gateway(place: dict[str, Any]):
    """Integrations, authorizers, policies and gateway responses are the road's: refused anywhere in a contract."""
    assert ["CON-045"] == codes_of(contract_of(**place))


@pytest.mark.parametrize(
    "text",
    [
        "${TfToken[TOKEN.0]}",
        "#{TfToken[TOKEN.1]}",
        "TfToken[",
        "costs -8.2e+298",
        -8.109562212591379e298,
        -1.8881545897087498e289,
    ],
)
def test_a_contract_cannot_speak_to_the_engine(text: Any):
    """A text or number that cdktf would take for one of its tokens is refused, as a value and as a key."""
    examples = {"tags": [{"name": "a", "x-note": text}]}

    assert ["CON-046"] == codes_of(contract_of(**examples))
    if isinstance(text, str):
        assert ["CON-046"] == codes_of(contract_of(**{f"x-{text}": 1}))


def test_smuggling_in_another_file_is_found_too():
    """What a reference brings in is searched like the contract itself."""
    files = {"schemas.yaml": "A: {type: string, x-amazon-apigateway-policy: {}}\n"}

    (finding,) = compiled(load(with_schema({"$ref": "schemas.yaml#/A"}), files))[1]

    assert ("CON-045", "ordering/schemas.yaml:1 (/A/x-amazon-apigateway-policy)") == (finding.code, str(finding.at))


def test_foreign_text_reaches_the_body_escaped():
    """Titles, descriptions, names of properties and values cannot open a Terraform expression."""
    evil = '${file("/etc/passwd")}%{ for a in b }'
    schema = {"type": "object", "properties": {evil: {"type": "string", "enum": [evil]}}}
    document = {**with_schema(schema), "info": {"title": evil, "version": evil}}
    document["paths"]["/orders"]["post"]["summary"] = evil

    api, _ = compiled(load(document))

    assert isinstance(api, CompiledApi)
    safe = '$${file("/etc/passwd")}%%{ for a in b }'
    assert (safe, safe) == (api.title, api.version)
    text = json.dumps(api.body).replace("$${", "").replace("%%{", "")
    assert "${" not in text
    assert "%{" not in text


def test_keys_that_the_compiler_does_not_know_stay_behind():
    """Extensions, tags and whatever else an author writes cannot ride along into the body."""
    document = with_schema({"type": "object", "x-own": 1, "properties": {"a": {"type": "string", "x-own": {}}}})
    document["x-own"] = "x"
    document["paths"]["/orders"]["post"] |= {"x-own": 1, "tags": ["a"], "externalDocs": {"url": "https://x.example"}}

    assert "x-own" not in json.dumps(body_of(document))


def test_the_order_of_a_contract_changes_nothing():
    """Shuffling every mapping of a contract gives the same bytes."""

    def shuffled(value: Any, source: random.Random) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            source.shuffle(keys)
            return {key: shuffled(value[key], source) for key in keys}
        return [shuffled(item, source) for item in value] if isinstance(value, list) else value

    schema = {
        "type": "object",
        "required": ["b", "a"],
        "properties": {"a": {"$ref": "#/components/schemas/One_a"}, "b": {"$ref": "#/components/schemas/Onea"}},
    }
    document = with_schema(schema, One_a={"type": "string"}, Onea={"type": "integer"})
    document["paths"]["/a"] = {
        "get": {"operationId": "a", "responses": OK},
        "post": {"operationId": "b", "responses": OK},
    }

    wanted = json.dumps(body_of(document))
    assert {wanted} == {json.dumps(body_of(shuffled(document, random.Random(seed)))) for seed in range(20)}


def test_resource_paths_are_what_the_mapping_leaves():
    """The mount is stripped from each path; the mount itself is the root."""
    document = contract_of(
        servers=[{"url": "https://api.meridian.example/ordering"}],
        paths={
            path: {"get": {"operationId": name, "responses": OK}} for path, name in {"/": "index", "/v1/a": "a"}.items()
        },
    )

    api, _ = compiled(load(document))

    assert api is not None
    assert {"index": "/", "a": "/v1/a"} == api.resource_paths
    assert [("/ordering", "GET"), ("/ordering/v1/a", "GET")] == [(o.path, o.method) for o in api.operations]


@pytest.mark.parametrize("mount", ["", "/"])
def test_an_api_may_own_the_whole_host(mount: str):
    """Without a mount, resource paths are the effective paths."""
    api, _ = compiled(load(contract_of()), mount=mount)

    assert api is not None
    assert {"listOrders": "/ordering/v1/orders"} == api.resource_paths


def test_settings_reach_the_body():
    """Validation and transport settings of the packs become extensions of the body."""
    body = body_of(
        contract_of(),
        validate_parameters=False,
        security_policy="SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
        endpoint_access_mode="STRICT",
    )

    assert {
        "x-amazon-apigateway-endpoint-access-mode": "STRICT",
        "x-amazon-apigateway-request-validator": "full",
        "x-amazon-apigateway-request-validators": {
            "full": {"validateRequestBody": True, "validateRequestParameters": False}
        },
        "x-amazon-apigateway-security-policy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    } == {key: value for key, value in body.items() if key.startswith("x-")}


def test_every_path_prefix_counts_as_a_resource():
    """The quota is counted as API Gateway counts: the root, the base path and each prefix."""
    document = paths_of("/a/b/c", "/a/{x}", "/a/{x}/d")

    assert [] == codes_of(document, most_resources=7)
    assert "  got  7 resources" in only_finding(document, most_resources=6)


def test_large_models_are_refused():
    """Models above 400 KB, all together, never reach AWS."""
    properties = {f"property{number:06}": {"type": "string", "maxLength": 100} for number in range(8_000)}

    assert ["CON-049"] == codes_of(with_schema({"type": "object", "properties": properties}))


def test_a_large_body_is_refused_before_it_fills_the_memory():
    """A few hundred references to one large part do not become gigabytes."""
    header = {"schema": {"type": "string"}, "description": "x"}
    many = {f"X-{number}": header for number in range(100)}
    components = {"securitySchemes": SCHEMES, "responses": {"Big": {"description": "x" * 5_000, "headers": many}}}
    responses = {str(code): {"$ref": "#/components/responses/Big"} for code in range(200, 300)}
    paths = {f"/p{n}": {"get": {"operationId": f"get{n}", "responses": responses}} for n in range(100)}

    assert ["CON-048"] == codes_of(contract_of(paths=paths, components=components))


def test_too_many_scopes_are_refused():
    """Cognito gives a resource server a hundred scopes."""
    schemes = {"sso": {"type": "openIdConnect", "openIdConnectUrl": "https://login.meridian.example"}}
    security = [{"sso": [f"ordering/scope{number}"]} for number in range(101)]

    assert {"CON-050"} == set(codes_of(contract_of(security=security, components={"securitySchemes": schemes})))


def test_the_same_fault_at_the_same_place_is_found_once():
    """A fault in what all operations share is one finding, not one per operation."""
    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    document = paths_of(*(f"/p{number}" for number in range(50)))
    document |= {"security": [{"key": []}], "components": {"securitySchemes": {"key": key}}}

    assert ["CON-031"] == codes_of(document)


def test_many_faults_of_a_kind_are_summed_up():
    """Behind 25 of a kind, one line says how many more there are."""
    document = {**paths_of(*(f"/p{number}" for number in range(100))), "security": None}
    del document["security"]

    findings = compiled(load(document))[1]

    assert 26 == len(findings)
    assert ["75 more findings of this kind are not shown"] == [f.what for f in findings if not f.got]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "strnig"},
        {"type": 5},
        {"type": [{}]},
        {"properties": []},
        {"properties": {"a": "text"}},
        {"required": "a"},
        {"required": [1]},
        {"enum": {}},
        {"minimum": "1"},
        {"maxLength": True},
        {"multipleOf": None},
        {"exclusiveMinimum": []},
        {"pattern": 5},
        {"format": {}},
        {"allOf": {}},
        {"anyOf": ["a"]},
        {"items": "a", "type": "array"},
        {"additionalProperties": 5, "type": "object"},
        "text",
        [],
    ],
)
def test_a_misshapen_schema_is_refused_with_its_place(schema: Any):
    """A schema that is no schema ends in a designed error that names its place, never in a traceback."""
    with pytest.raises(ContractError) as caught:
        compiled(load(with_schema(schema)))

    assert "CON-009" == caught.value.code
    assert "/components/schemas/Subject" in caught.value.at


@pytest.mark.parametrize(
    "operation",
    [
        {"responses": []},
        {"responses": {"2000": {"description": "x"}}},
        {"responses": {"200": "fine"}},
        {"responses": {"200": {"description": 5}}},
        {"responses": {"200": {"description": "", "headers": []}}},
        {"requestBody": "text"},
        {"requestBody": {"content": []}},
        {"requestBody": {"content": {"application/json": []}}},
        {"requestBody": {"content": {"application/json": {"schema": {}}}, "required": "yes"}},
        {"parameters": [{"name": "a", "in": "query", "required": "yes", "schema": {"type": "string"}}]},
        {"summary": 5},
    ],
)
def test_a_misshapen_message_is_refused_with_its_place(operation: dict[str, Any]):
    """The same for parameters, bodies and responses."""
    document = contract_of(paths={"/a": {"post": {"operationId": "a", "responses": OK, **operation}}})

    with pytest.raises(ContractError) as caught:
        compiled(load(document))

    assert "CON-009" == caught.value.code
    assert "/paths/~1a/post/" in caught.value.at
