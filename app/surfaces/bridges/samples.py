"""Sample programs, with the service's own client id and one of its own event types filled in."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Response, make_response, render_template

from app.surfaces.api.openapi import example
from app.wiring import current_platform
from chain.errors import NotFound
from points.bridges.catalogue import event_type
from points.bridges.models import ConnectedService
from wallet.openid.scopes import scope_text

SIGN_IN_SAMPLES = ("sign-in-python", "sign-in-curl")
_FILES = {
    "python": ("Python", "send_event.py"),
    "curl": ("curl", "send_event.sh"),
    SIGN_IN_SAMPLES[0]: ("Python (Flask + Authlib)", "sign_in.py"),
    SIGN_IN_SAMPLES[1]: ("curl", "sign_in.sh"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    key: str
    name: str
    file: str
    text: str

    def as_download(self) -> Response:
        response = make_response(self.text)
        response.mimetype = "text/plain"
        response.headers["Content-Disposition"] = f'attachment; filename="{self.file}"'
        return response


def sample_of(service: ConnectedService, name: str) -> Sample:
    """Raises: NotFound."""
    if name not in _FILES:
        raise NotFound("sample", name)
    language, file = _FILES[name]
    kind = event_type(service.event_types[0])
    assert kind is not None  # invited with types of the catalogue alone
    terms = current_platform().openid.keep_client.terms(service.client_id)
    scopes = scope_text(["openid", *(entry.scope for entry in terms.scopes)] if terms else ["openid"])
    text = render_template(
        f"bridges/samples/{file}.txt",
        home=current_platform().settings.public_url.rstrip("/"),
        client_id=service.client_id,
        type=kind.name,
        data=json.dumps(dict(kind.example), ensure_ascii=False),
        scopes=scopes,
        redirect=terms.redirect_uris[0] if terms else "https://service.example.jp/callback",
    )
    return Sample(name, language, file, text)


def sample_event(service: ConnectedService) -> str:
    kind = event_type(service.event_types[0])
    return json.dumps(example(kind), ensure_ascii=False, indent=2) if kind else ""
