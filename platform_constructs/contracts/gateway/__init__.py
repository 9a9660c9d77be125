"""
An API as API Gateway imports it.
"""
