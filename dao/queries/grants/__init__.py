"""Pages of grants that proposals open."""
