"""Segments (区分): people by conditions, counted without being named, written to or given points."""
