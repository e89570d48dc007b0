"""What a service refuses, as a sentence that says what to do."""

from __future__ import annotations


class Refused(Exception):
    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.words = (ja, en)
