"""
`paved whoowns`: whose a URL is.
"""
