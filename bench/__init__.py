"""Measurements; `python -m bench` prints their tables."""
