"""Posting, supporting, discussing and merging ideas."""
