"""
What another version of a pack would change, over every stack it binds.
"""
