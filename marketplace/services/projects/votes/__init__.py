"""Votes of supporters on milestones: cast, sent together, told about."""
