"""
Everything that touches the world: files, Terraform, checkov, what is printed.
"""
