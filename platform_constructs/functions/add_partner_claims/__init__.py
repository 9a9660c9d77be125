"""
Says in a partner's access token whose it is; `handler.add_claims` is the entry.
"""
