"""Community tokens: a town writes and opens a capped sale, people buy."""
