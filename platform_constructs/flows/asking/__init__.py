"""
What a project is asked: whose is it, what decided it, how much of a quota it uses.
"""
