"""Who belongs to a community and who has a role in it. Read only."""
