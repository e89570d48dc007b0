"""Surveys (意見調査): write, open, answer, and give thanks for answers."""
