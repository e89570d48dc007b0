"""What the pages of reward rules show, and what a decision looks at."""
