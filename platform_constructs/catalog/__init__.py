"""
What the organisation has, told to others: the ledger of quotas, the route map. Pure.
"""
