"""What the delivery domain offers."""

from platform_constructs import ContainerBackend, FunctionBackend, InternalApi, MockBackend, PublicApi

planner = ContainerBackend(
    domain="delivery",
    name="planner",
    image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/delivery/planner"
    "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    environment={"STAGE": "{environment}"},
)

api = PublicApi(domain="delivery", backend=planner)

# Below ordering's prefix: a part of it is delegated to us in platform.toml.
tracking = PublicApi(domain="delivery", name="tracking", contract="tracking.yaml", backend=planner)

# For our own services: ordering holds visits for its orders. Slots are listed from the example until planning is moved.
holds = FunctionBackend(domain="delivery", name="slots", code="slots")
capacity = InternalApi(domain="delivery", backend=holds, operations={"listSlots": MockBackend()})
