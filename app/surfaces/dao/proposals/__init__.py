"""Proposals: written, previewed, voted on, carried out."""
