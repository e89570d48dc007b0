"""Leaving: asking for it, thinking better of it, and erasing who the person was."""
