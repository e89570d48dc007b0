"""Reporting what goes against the code of conduct, and deciding about it in the open."""
