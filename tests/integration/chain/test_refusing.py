"""While something is refused nothing is written, whoever asks, and afterwards everything is as before."""

from __future__ import annotations

import pytest

from chain import refusing
from chain.db import Database
from chain.errors import Invalid
from chain.refusing import Refusal, writing_anyway


def test_no_writing_session_opens_but_for_what_must_be_recorded(db: Database) -> None:
    refusal = Refusal(Invalid("name", "my_number"))
    token = refusing.begin(refusal)
    try:
        with db.read():
            assert not refusal.was_met
        with writing_anyway(), db.write():
            assert not refusal.was_met
        with pytest.raises(Invalid) as refused, db.write():
            raise AssertionError("opened")
        assert refused.value is refusal.error and refusal.was_met
    finally:
        refusing.finish(token)
    with db.write():
        assert refusing.present() is None
