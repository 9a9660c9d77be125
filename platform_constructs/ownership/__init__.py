"""
Who may declare which path: languages of paths, the registry's claims, and what contradicts them. Pure.
"""
