"""Families: a guardian registers somebody, acts for them, and ends it; each act bears both names."""
