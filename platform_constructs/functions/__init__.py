"""
The code of Lambda functions of ours: each folder is one function, packed as it stands.

Nothing of the project is imported here, and nothing of it imports these: a stack reads a folder as bytes
(`aws/function_code.py`). Only the standard library and boto3, which Lambda's Python brings along (docs/adr/0019).
"""
