"""Naming people to roles, and who belongs to a community."""
