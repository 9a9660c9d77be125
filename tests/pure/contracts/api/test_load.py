"""
Loading: what a contract declares, and every way in which it can fail to.
"""

from __future__ import annotations

from typing import Any

import pytest

from platform_constructs.contracts.api.contract import Contract
from platform_constructs.contracts.api.load import load_contract
from platform_constructs.errors import ContractError
from platform_constructs.model.contract import Operation
from platform_constructs.model.place import Place
from tests.pure.contracts.reading import SCHEMES, contract_of, load, with_schema

TEXT = """\
openapi: 3.0.3
info: {title: Orders, version: '1.10'}
servers: [{url: 'https://{host}/ordering/v1/', variables: {host: {default: api.meridian.example}}}]
security:
- partner: [ordering/write]
- partner: [ordering/read]
paths:
  /orders/{orderId}/lines/{line}:
    parameters:
    - {name: orderId, in: path, required: true, schema: {type: string}}
    put:
      operationId: putLine
      parameters: [{name: line, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Put.}}
  /:
    get: {operationId: getIndex, security: [], responses: {'200': {description: Fine.}}}
components:
  securitySchemes:
    partner:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: x, scopes: {ordering/write: Place., ordering/read: Read.}}}
"""


def refused(document: Any, others: dict[str, str] | None = None) -> ContractError:
    with pytest.raises(ContractError) as caught:
        load(document, others)
    return caught.value


def test_operations_are_known_with_path_scopes_and_line():
    """Each operation has its effective path, the scopes that open it and its line; they are sorted by path."""
    contract = load(TEXT)

    file = "ordering/openapi.yaml"
    assert (
        Operation("getIndex", "GET", "/ordering/v1", (), True, (), Place(file, 16, "/paths/~1/get")),
        Operation(
            id="putLine",
            method="PUT",
            path="/ordering/v1/orders/{orderId}/lines/{line}",
            scopes=("ordering/read", "ordering/write"),
            is_open=False,
            path_parameters=("orderId", "line"),
            place=Place(file, 11, "/paths/~1orders~1{orderId}~1lines~1{line}/put"),
        ),
    ) == contract.operations


def test_title_version_base_and_scopes_are_known():
    """The rest of what other rooms ask a contract for."""
    contract = load(TEXT)

    assert ("Orders", "1.10", "/ordering/v1", False) == (
        contract.title,
        contract.version,
        contract.base_path,
        contract.is_31,
    )
    assert {"ordering/read": "Read.", "ordering/write": "Place."} == contract.scopes


def test_json_loads_like_yaml():
    """The same contract as JSON declares the same operations."""
    yaml, json = load(TEXT), load(dict(load(TEXT).document))

    def without_lines(contract: Contract) -> list[Operation]:
        return [
            Operation(o.id, o.method, o.path, o.scopes, o.is_open, o.path_parameters, Place(o.place.file))
            for o in contract.operations
        ]

    assert without_lines(yaml) == without_lines(json)


def test_other_files_are_read_once_by_their_path_in_the_folder():
    """References may lead to files beside and below the contract, and back; each is read once."""
    asked: list[str] = []
    files = {
        "schemas/order.yaml": "place: {$ref: place.yaml}\nagain: {$ref: 'place.yaml#/properties'}\n",
        "schemas/place.yaml": "type: object\nproperties: {up: {$ref: '../openapi.yaml#/components/schemas/Subject'}}\n",
    }

    def read(path: str) -> str:
        asked.append(path)
        return files[path]

    document = with_schema({"$ref": "./schemas/order.yaml#/place"}, Other={"$ref": "schemas%2Forder.yaml#/again"})
    contract = load_contract(repr(document).replace("'", '"'), "ordering/openapi.yaml", read=read)

    assert ["schemas/order.yaml", "schemas/place.yaml"] == sorted(asked)
    schema = contract.root.child("components").child("schemas").child("Subject")
    assert "ordering/schemas/place.yaml:1" == str(contract.references.resolve(schema).place)


def test_recursive_schemas_are_legal():
    """A schema may occur inside its own properties and lists."""
    tree = {
        "type": "object",
        "properties": {"parts": {"type": "array", "items": {"$ref": "#/components/schemas/Subject"}}},
    }

    assert 1 == len(load(with_schema(tree)).operations)


def test_names_and_data_are_not_taken_for_references():
    """A property may be called `$ref`, `default` or `example`, and data may hold anything."""
    properties = {"$ref": {"type": "string"}, "default": {"$ref": "#/components/schemas/One"}, "example": {}}
    schema = {"properties": properties, "example": {"$ref": "https://x.example"}, "enum": [{"$ref": "#/nowhere"}]}

    assert 1 == len(load(with_schema(schema, One={})).operations)


def op(**changes: Any) -> dict[str, Any]:
    """A contract of one operation, `GET /orders`; None removes a key of it."""
    operation = {"operationId": "listOrders", "responses": {"200": {"description": "A page."}}, **changes}
    return contract_of(paths={"/orders": {"get": {key: part for key, part in operation.items() if part is not None}}})


def at(path: str, *parameters: Any) -> dict[str, Any]:
    """A contract of one operation on a path, with parameters."""
    return contract_of(paths={path: op(parameters=list(parameters))["paths"]["/orders"]})


ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
LIMIT = {"name": "Limit", "in": "header", "schema": {"type": "string"}}


@pytest.mark.parametrize(
    ("code", "line", "document"),
    [
        pytest.param("CON-006", 1, "", id="an empty file"),
        pytest.param("CON-006", 1, "- a list\n", id="a list"),
        pytest.param("CON-006", 1, "just words", id="a text"),
        pytest.param("CON-006", 1, "asyncapi: 3.0.0\n", id="another kind of document"),
        pytest.param("CON-007", 1, "swagger: '2.0'\n", id="Swagger 2.0"),
        pytest.param("CON-008", 1, "openapi: 3.1\n", id="a version that YAML takes for a number"),
        pytest.param("CON-008", 1, "openapi: 3.2.0\n", id="OpenAPI 3.2"),
        pytest.param("CON-008", 1, "openapi: [3]\n", id="a version that is a list"),
        pytest.param("CON-010", 2, "openapi: 3.1.0\nsecuirty: []\n", id="a misspelt key at the top"),
        pytest.param("CON-011", 1, "openapi: 3.1.0\n", id="no info"),
        pytest.param("CON-009", 2, "openapi: 3.1.0\ninfo: []\n", id="info that is a list"),
        pytest.param("CON-011", 2, "openapi: 3.1.0\ninfo: {title: x}\n", id="no version"),
        pytest.param("CON-009", 2, "openapi: 3.1.0\ninfo: {title: x, version: 1.10}\n", id="a version without quotes"),
        pytest.param("CON-011", 2, "openapi: 3.1.0\ninfo: {title: ' ', version: '1'}\n", id="an empty title"),
        pytest.param(
            "CON-009", 2, "openapi: 3.1.0\nservers: {url: /}\ninfo: {title: x, version: '1'}", id="servers no list"
        ),
        pytest.param("CON-017", 1, "openapi: 3.1.0\ninfo: {title: x, version: '1'}\n", id="no paths"),
        pytest.param(
            "CON-017", 3, "openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths: {x-a: 1}", id="no operations"
        ),
        pytest.param(
            "CON-009", 3, "openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths: [a]", id="paths that are a list"
        ),
    ],
)
def test_a_document_that_is_no_contract_is_refused(code: str, line: int, document: str):
    """What is missing or misshapen at the top is named with its line."""
    fault = refused(document)

    assert (code, f"ordering/openapi.yaml:{line}") == (fault.code, fault.at.split(" ")[0])


@pytest.mark.parametrize(
    ("code", "document"),
    [
        pytest.param("CON-009", contract_of(paths={"/orders": []}), id="a path that is a list"),
        pytest.param("CON-009", contract_of(paths={"/orders": {"get": None}}), id="an operation that is nothing"),
        pytest.param("CON-010", contract_of(paths={"/orders": {"GET": {}}}), id="a method in capitals"),
        pytest.param("CON-010", op(secuirty=[]), id="a misspelt key of an operation"),
        pytest.param("CON-018", op(operationId=None), id="no operationId"),
        pytest.param("CON-009", op(operationId=5), id="an operationId that is a number"),
        pytest.param("CON-020", op(operationId="${file(1)}"), id="an operationId that is code"),
        pytest.param("CON-020", op(operationId="a/b"), id="an operationId that the engine would join like a--b"),
        pytest.param("CON-020", op(operationId="a:b"), id="an operationId with a colon"),
        pytest.param("CON-020", op(operationId="listOrders\n"), id="an operationId with a line break"),
        pytest.param("CON-020", op(operationId="list\u202eOrders"), id="an operationId that turns around"),
        pytest.param("CON-024", at("/orders\n"), id="a path with a line break"),
        pytest.param("CON-024", at("/orders\u2066x"), id="a path that turns around"),
        pytest.param("CON-024", at("/\u001b[2Jorders"), id="a path with a control character"),
        pytest.param(
            "CON-019",
            contract_of(paths={"/a": op()["paths"]["/orders"], "/b": op()["paths"]["/orders"]}),
            id="one id twice",
        ),
        pytest.param("CON-021", at("orders"), id="a path without slash"),
        pytest.param("CON-022", at("/orders/{id}"), id="a variable without parameter"),
        pytest.param("CON-041", at("/orders/{rest+}"), id="a catch-all"),
        pytest.param("CON-022", at("/orders/{id}/{id}", ID), id="a variable twice"),
        pytest.param("CON-022", at("/orders", ID), id="a path parameter without variable"),
        pytest.param("CON-023", at("/orders", LIMIT, {**LIMIT, "name": "limit"}), id="a header twice"),
        pytest.param("CON-009", at("/orders", {**LIMIT, "in": "body"}), id="a parameter in the body"),
        pytest.param("CON-011", at("/orders", {"in": "query"}), id="a parameter without name"),
        pytest.param("CON-009", at("/orders", "limit"), id="a parameter that is a text"),
        pytest.param("CON-009", op(security={"partner": []}), id="security that is a mapping"),
        pytest.param("CON-009", op(security=[{"partner": "ordering/read"}]), id="scopes that are a text"),
        pytest.param("CON-009", op(security=[{"partner": [5]}]), id="a scope that is a number"),
        pytest.param("CON-011", contract_of(components={"securitySchemes": {"a": {}}}), id="a scheme without type"),
    ],
)
def test_an_operation_that_lacks_something_is_refused(code: str, document: dict[str, Any]):
    """Whatever every operation needs is asked for before anything is compiled."""
    assert code == refused(document).code


@pytest.mark.parametrize(
    ("code", "ref"),
    [
        ("CON-012", "https://schemas.example/order.yaml"),
        ("CON-012", "//schemas.example/order.yaml"),
        ("CON-012", "file:///etc/passwd"),
        ("CON-012", "HTTP://schemas.example#/a"),
        ("CON-013", "../secrets.yaml"),
        ("CON-013", "schemas/../../secrets.yaml"),
        ("CON-013", "%2e%2e/secrets.yaml"),
        ("CON-013", "/etc/passwd"),
        ("CON-013", "%2Fetc/passwd"),
        ("CON-013", "..\\secrets.yaml"),
        ("CON-013", "a\u0007.yaml"),
        ("CON-014", "missing.yaml"),
        ("CON-014", "."),
        ("CON-015", "#/components/schemas/Missing"),
        ("CON-015", "#order"),
        ("CON-015", "#/components/schemas/Subject/enum/3"),
        ("CON-015", "#/info/title/0"),
        ("CON-015", "order.yaml#/missing"),
        ("CON-016", "#/components/schemas/Subject"),
        ("CON-016", "#/components/schemas/Circle"),
        ("CON-001", "broken.yaml"),
    ],
)
def test_a_reference_stays_in_its_folder_and_leads_somewhere(code: str, ref: str):
    """URLs, other folders, missing parts and circles are refused where the reference stands."""
    circle = {"allOf": [{"anyOf": [{"$ref": "#/components/schemas/Subject"}]}]}

    fault = refused(with_schema({"$ref": ref}, Circle=circle), {"order.yaml": "type: object", "broken.yaml": "a: ["})

    assert code == fault.code
    assert fault.at.startswith("ordering/broken.yaml:" if code == "CON-001" else "ordering/openapi.yaml:")


@pytest.mark.parametrize(
    "failure", [FileNotFoundError, IsADirectoryError, PermissionError, KeyError, UnicodeDecodeError]
)
def test_a_file_that_cannot_be_read_is_a_designed_error(failure: type[Exception]):
    """A missing file, a folder, a file without permission and one that is no UTF-8 end in the same message."""
    cause = failure("utf-8", b"\xff", 0, 1, "invalid") if failure is UnicodeDecodeError else failure("x.yaml")

    def read(_: str) -> str:
        raise cause

    with pytest.raises(ContractError) as caught:
        load_contract(
            '{"openapi":"3.1.0","info":{"title":"a","version":"1"},"tags":[{"$ref":"x.yaml"}]}', "c.json", read=read
        )

    assert (
        "error[CON-014] a reference leads to a file that cannot be read\n"
        "  at   c.json:1 (/tags/0/$ref)\n"
        "  got  x.yaml\n"
        "  fix  correct the path, or add the file as UTF-8 text\n"
        "  more `paved explain CON-014`"
    ) == str(caught.value)


def test_a_contract_of_too_many_files_is_refused():
    """A chain of files that each lead to the next ends at the hundredth."""
    files = {f"f{n}.yaml": f"$ref: f{n + 1}.yaml\n" for n in range(200)}

    assert "CON-014" == refused(with_schema({"$ref": "f0.yaml"}), files).code


def test_files_together_count_like_one():
    """Splitting a huge contract over files does not get it past the limits."""
    long = "a: [" + "1," * 60_000 + "1]"
    files = {"a.yaml": long, "b.yaml": long, "c.yaml": long}
    others: dict[str, Any] = {name[0].upper(): {"$ref": f"{name}#/a"} for name in files}

    assert "CON-003" == refused(with_schema({}, **others), files).code


def test_long_chains_of_references_end():
    """Ten thousand references in a row are followed without running out of stack."""
    chain: dict[str, Any] = {f"C{n}": {"$ref": f"#/components/schemas/C{n + 1}"} for n in range(10_000)}

    contract = load(with_schema({"$ref": "#/components/schemas/C0"}, **chain, C10000={"type": "string"}))

    assert {"type": "string"} == contract.references.resolve(
        contract.root.child("components").child("schemas").child("C0")
    ).value


def test_scopes_without_a_declared_description_are_known_too():
    """A scope of an openIdConnect scheme is declared nowhere; it is known because an operation asks, by its name."""
    schemes = {**SCHEMES, "sso": {"type": "openIdConnect", "openIdConnectUrl": "https://login.meridian.example"}}
    contract = load(contract_of(components={"securitySchemes": schemes}, security=[{"sso": ["ordering/admin"]}]))

    assert {
        "ordering/admin": "ordering/admin",
        "ordering/read": "Read orders.",
        "ordering/write": "Place orders.",
    } == contract.scopes


def test_a_scope_that_is_no_name_never_leaves_the_contract():
    """The identity stack is built from contracts that nobody compiles, so `scopes` holds well-formed ones only."""
    evil = '${file("/etc/hostname")}'
    declared = {
        f"ordering/{evil}": "x",
        "ordering/a/b": "x",
        "openid": "x",
        "ordering/plain": " On two\n lines. ",
        "ordering/token": "${TfToken[TOKEN.1]}",
        "ordering/bell": "\u0007",
        "ordering/long": "\U0001f600" * 200,
    }
    scheme = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "x", "scopes": declared}}}
    sso = {"type": "openIdConnect", "openIdConnectUrl": "https://login.meridian.example"}

    document = contract_of(
        components={"securitySchemes": {"partner": scheme, "sso": sso}}, security=[{"sso": [f"ordering/{evil}"]}]
    )

    assert {
        "ordering/bell": "ordering/bell",
        "ordering/long": "\U0001f600" * 126 + "...",
        "ordering/plain": "On two lines.",
        "ordering/token": "ordering/token",
    } == load(document).scopes


def test_an_operation_id_that_cannot_be_used_is_refused():
    """The whole message for an operationId."""
    assert (
        "error[CON-020] an operationId becomes part of names and cannot be used as it is\n"
        "  at   ordering/openapi.yaml:22 (/paths/~1orders/get/operationId)\n"
        "  got  a/b\n"
        "  fix  use up to 128 letters, digits and . _ - and start with a letter\n"
        "  more `paved explain CON-020`"
    ) == str(refused(op(operationId="a/b")))


def test_a_path_that_cannot_be_printed_is_refused():
    """The whole message for a path, safe to print."""
    assert (
        "error[CON-024] a path has more than 2000 characters, or one that cannot be printed\n"
        "  at   ordering/openapi.yaml:20 (/paths/~1a\\x0ab)\n"
        "  got  /a\\x0ab\n"
        "  fix  write a short path of visible characters\n"
        "  more `paved explain CON-024`"
    ) == str(refused(at("/a\nb")))


def test_a_path_of_thousands_of_variables_is_refused_before_they_are_compared():
    """The length comes first."""
    path = "".join(f"/{{v{number}}}" for number in range(12_000))
    parameters = "".join(f"{{name: v{number}, in: path}}," for number in range(12_000))
    text = f"openapi: 3.1.0\ninfo: {{title: x, version: '1'}}\npaths:\n  ? {path!r}\n  : {{parameters: [{parameters}]}}"

    assert "CON-024" == refused(text).code


def test_a_reference_that_is_nearly_right_is_corrected():
    """The whole message for a misspelt reference."""
    assert (
        "error[CON-015] a reference leads to nothing\n"
        "  at   ordering/openapi.yaml:57 (/components/schemas/Subject/$ref)\n"
        "  got  #/components/schema/Ordr/properties/a\n"
        "  fix  did you mean #/components/schemas? Otherwise add what it names\n"
        "  more `paved explain CON-015`"
    ) == str(refused(with_schema({"$ref": "#/components/schema/Ordr/properties/a"}, Order={})))
    assert (
        "did you mean order.yaml#/Things~1a? Otherwise add what it names"
        == refused(with_schema({"$ref": "order.yaml#/Things~1ab"}), {"order.yaml": "Things/a: {}"}).fix
    )
    assert "correct it, or add what it names" == refused(with_schema({"$ref": "#/nowhere"})).fix


VALUE = {"default": "v1"}


@pytest.mark.parametrize(
    ("what", "servers"),
    [
        ("a list has more than 20 servers", [{"url": "/ordering"}] * 21),
        ("a server's URL has more than 2000 characters or 20 variables", [{"url": "/" + "a" * 2_000}]),
        ("a server's URL has more than 2000 characters or 20 variables", [{"url": "{" * 4_000_000}]),
        ("a server's URL has more than 2000 characters or 20 variables", [{"url": "{a}" * 21}]),
        (
            "a server has more than 20 variables",
            [{"url": "/", "variables": {f"v{number}": VALUE for number in range(21)}}],
        ),
        (
            "a server's variables have more than 50 values",
            [{"url": "/", "variables": {"v": {**VALUE, "enum": [f"v{number}" for number in range(50)]}}}],
        ),
        (
            "a server's variable has a value of more than 2000 characters",
            [{"url": "/", "variables": {"v": {"default": "x" * 2_001}}}],
        ),
        (
            "a server's URL has more than 2000 characters once its variables are filled in",
            [{"url": "{v}" * 20, "variables": {"v": {"default": "x" * 1_000}}}],
        ),
    ],
)
def test_servers_have_a_size(what: str, servers: Any):
    """Long URLs, many variables and long defaults end at once, with their place."""
    fault = refused(contract_of(servers=servers))

    assert ("CON-025", what, "name the servers that clients use, each by a plain URL") == (
        fault.code,
        fault.what,
        fault.fix,
    )
    assert "/servers" in fault.at


def test_a_path_item_is_in_one_place():
    """What stands beside a path item's reference has no meaning in OpenAPI, so nobody drops it silently."""
    shared = {"get": {"operationId": "read", "responses": {"200": {"description": ""}}}}
    post = {"operationId": "write", "responses": {"200": {"description": ""}}}
    paths = {"/a": {"$ref": "#/components/pathItems/A", "summary": "A.", "post": post}}
    document = contract_of(paths=paths, components={"securitySchemes": SCHEMES, "pathItems": {"A": shared}})

    assert (
        "error[CON-071] a path item leads elsewhere and says more beside it, which OpenAPI gives no meaning\n"
        "  at   ordering/openapi.yaml:20 (/paths/~1a)\n"
        "  got  post\n"
        "  fix  move it to where the reference leads, or drop the $ref\n"
        "  more `paved explain CON-071`"
    ) == str(refused(document))
    del paths["/a"]["post"]
    assert ["read"] == [operation.id for operation in load(document).operations]
