"""Polls for their pages, and the public bundle that anybody can count again."""
