"""Leaving (退会): every domain's part of what is said beforehand and of what is erased, gathered and done."""
