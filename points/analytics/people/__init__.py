"""Evaluations of people: never of one, and none that leads to one. See docs/decisions/0063."""
