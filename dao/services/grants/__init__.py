"""Grants of points that proposals open."""
