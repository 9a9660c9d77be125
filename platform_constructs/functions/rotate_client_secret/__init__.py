"""
Rotates the client secret of a partner; `handler.rotate` is the entry.
"""
