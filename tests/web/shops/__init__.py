"""Pages of shops for everybody."""
