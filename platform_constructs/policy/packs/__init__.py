"""
What a pack says, and its life: read, put on the shelf, locked, stepped to the next version, left behind.
"""
