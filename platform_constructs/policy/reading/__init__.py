"""
What is written: one stack's Terraform taken apart, down to values, promises and the documents inside texts.
"""
