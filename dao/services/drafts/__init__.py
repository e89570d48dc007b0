"""Use cases of drafts."""
