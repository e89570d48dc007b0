"""Use cases of reward bridges, one a file."""
