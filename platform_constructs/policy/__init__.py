"""
The law: packs, their composition, the Terraform view, and the judge. Knows no rule by name; pure.
"""
