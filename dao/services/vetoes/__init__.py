"""A town stops what waits in a treasury, and the members hear why."""
