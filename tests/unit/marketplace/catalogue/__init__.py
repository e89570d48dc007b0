"""Searching the catalogue: words and pieces."""
