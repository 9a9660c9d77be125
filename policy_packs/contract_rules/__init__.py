"""
The API standard: contract rules, one a file. Nothing is registered by being imported: profiles name rules.
"""
