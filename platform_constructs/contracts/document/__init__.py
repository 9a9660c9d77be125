"""
A document as text: read, bounded, its references followed, every value with its line.
"""
