"""Small steps that several account tests take in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform

EMAIL = "hanako@example.jp"


@pytest.fixture
def read_code(platform: Platform) -> Callable[[], str]:
    """The code in the newest mail."""

    def read() -> str:
        assert platform.wallet.mailbox is not None
        found = re.search(r"^\s+(\d{6})$", platform.wallet.mailbox.latest()[0].body, re.MULTILINE)
        assert found is not None
        return found.group(1)

    return read


@pytest.fixture
def enter(client: FlaskClient, read_code: Callable[[], str]) -> Callable[..., str]:
    """Sign in by e-mail through the pages; returns where it leads."""

    def go(email: str = EMAIL, wanted: str = "") -> str:
        assert client.post("/signin/codes", data={"email": email, "next": wanted}).status_code == 303
        answer = client.post("/signin/code", data={"code": read_code()})
        assert answer.status_code == 303
        return str(answer.headers["Location"])

    return go


@pytest.fixture
def no_contracts(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that answers, and on which no account has code."""
    monkeypatch.setattr(platform.client, "code", lambda address: b"")
