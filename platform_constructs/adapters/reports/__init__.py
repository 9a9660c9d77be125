"""
How answers are printed.
"""
