"""What the OpenID provider refuses, by name. What services get to hear is in the words of OAuth, by Authlib."""

from __future__ import annotations

from chain.errors import Conflict


class ClientNotFit(Conflict):
    """`reason`: changed (another secret was made since the page was opened) or not_set_up."""

    def __init__(self, reason: str) -> None:
        super().__init__("openid_client", reason)
