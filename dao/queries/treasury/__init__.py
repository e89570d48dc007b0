"""A treasury's lines, what a year brought and cost, and its plan."""
