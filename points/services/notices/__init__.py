"""Notices: written once when something is certain, kept for the page of notices, and mailed to who chose it."""
