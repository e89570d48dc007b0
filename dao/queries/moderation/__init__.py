"""What is hidden, the open log of moderation, and what waits for a moderator. Read only."""
