"""Events for their pages and calendars. Read only."""
