"""Read-only views of drafts."""
