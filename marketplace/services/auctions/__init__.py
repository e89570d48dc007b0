"""Naming by auction: written, opened, bid in, settled, and the name proposed and reviewed."""
