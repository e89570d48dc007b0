"""What the pages of surveys show. Read only."""
