"""
Contracts: OpenAPI documents read with their line numbers, and compiled into what API Gateway can import. Pure.
"""
