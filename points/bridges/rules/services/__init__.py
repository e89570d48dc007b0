"""Use cases of reward rules."""
