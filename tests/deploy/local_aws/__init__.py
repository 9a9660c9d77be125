"""
A local AWS: moto's server, corrected where it answers other than AWS, on the loopback interface only.
"""
