"""For whom passkeys are made."""

from __future__ import annotations

import pytest

from wallet.relying_party import RelyingParty


@pytest.mark.parametrize(
    ("url", "party"),
    [
        ("https://musubi.example.jp", RelyingParty("musubi.example.jp", "https://musubi.example.jp")),
        ("https://musubi.example.jp:8443/", RelyingParty("musubi.example.jp", "https://musubi.example.jp:8443")),
        ("http://127.0.0.1:8000", RelyingParty("localhost", "http://localhost:8000")),
        ("http://[::1]:8000", RelyingParty("localhost", "http://localhost:8000")),
        ("http://localhost", RelyingParty("localhost", "http://localhost")),
        ("https://192.0.2.7", None),
    ],
)
def test_a_site_is_known_by_its_name_and_one_without_a_name_has_no_passkeys(
    url: str, party: RelyingParty | None
) -> None:
    assert RelyingParty.of(url) == party
