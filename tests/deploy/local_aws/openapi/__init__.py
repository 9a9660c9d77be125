"""
What API Gateway does with an OpenAPI document: refuse it, or turn it into a REST API.
"""
