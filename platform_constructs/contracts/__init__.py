"""
Contracts: documents read with their line numbers, linted, compared, and compiled for API Gateway. Pure.
"""
