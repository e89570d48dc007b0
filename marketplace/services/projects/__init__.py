"""Donation projects: what each act on them does."""
