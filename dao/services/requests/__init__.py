"""Requests for communities: asked by a town, agreed to by the others, opened by the operator."""
