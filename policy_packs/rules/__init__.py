"""
The rules, one a file. Nothing is registered by being imported: packs name rules.
"""
