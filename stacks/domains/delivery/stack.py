"""What the delivery domain offers."""

from platform_constructs import HttpBackend, PublicApi

api = PublicApi(
    domain="delivery",
    backend=HttpBackend(url="https://delivery.{environment}.internal.meridian.example"),
)
