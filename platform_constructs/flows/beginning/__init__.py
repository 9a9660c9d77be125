"""
What is begun for somebody: a repository, a rule, a waiver, an export.
"""
