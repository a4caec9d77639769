"""Queries, one module per feature: statements are module constants, run through the gate of a unit of work."""
