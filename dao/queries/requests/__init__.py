"""Pages of requests for communities."""
