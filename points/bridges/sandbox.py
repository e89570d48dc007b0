"""People who do not exist (テスト用の人): services try their events with them, and nothing reaches real points."""

from __future__ import annotations

TEST_SUBJECTS = ("test:hanako", "test:taro", "test:unknown")
UNKNOWN = "test:unknown"  # for trying what happens to an event of somebody whom nobody knows


def is_test_subject(subject: str) -> bool:
    return subject.startswith("test:")


def is_known_test_subject(subject: str) -> bool:
    return subject in TEST_SUBJECTS and subject != UNKNOWN
