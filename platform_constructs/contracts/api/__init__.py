"""
An OpenAPI document as an API: its operations, who may call them, and where they answer.
"""
