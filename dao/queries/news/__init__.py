"""News of a community: who is meant, what was written, how far telling is. Read only."""
