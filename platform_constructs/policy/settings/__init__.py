"""
What may be set: each setting's kind, unit and legal values, what constraints leave of them, where Terraform tells it.
"""
