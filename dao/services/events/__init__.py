"""Events: written by a town, replied to by those who want to come, called off, and free places offered in turn."""
