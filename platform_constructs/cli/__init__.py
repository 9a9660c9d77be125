"""
The command `paved`: parse, call one flow, print, exit.
"""
