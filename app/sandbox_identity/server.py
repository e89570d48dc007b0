"""The sandbox's endpoints, at the paths of the real provider, and its page like a phone's."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.sandbox_identity.client import Client
from app.sandbox_identity.misbehaving import Misbehaviour
from app.sandbox_identity.people import PEOPLE, Person, find_person
from app.sandbox_identity.tokens import TOKEN_SECONDS, Signer, twisted
from chain.clock import Clock, unix
from chain.settings import Settings
from wallet.oidc.provider import Provider

CODE_SECONDS = 60
_PAGE_SECONDS = 900
_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; form-action *; frame-ancestors 'none'; base-uri 'none'"


@dataclass(slots=True)
class Ask:
    """One sign-in: as it was asked for, and from the person's consent on with a code, then with an access token."""

    given: dict[str, str]
    until: int
    person: Person | None = None
    wrong: Misbehaviour = Misbehaviour.NONE


class IdentitySandbox:
    """`slow_seconds`: how long a slow answer takes."""

    def __init__(self, settings: Settings, provider: Provider, clock: Clock, slow_seconds: float = 30.0) -> None:
        self._issuer = provider.issuer
        self._base = f"{provider.issuer}/protocol/openid-connect"
        self._client = Client(provider.client_id, provider.redirect_url, provider.key, f"{self._base}/token")
        self._signer = Signer(settings.state_dir / "identity-sandbox-key.json")
        self._clock = clock
        self._slow_seconds = slow_seconds
        self._open: dict[str, Ask] = {}  # by the page's, the code's or the access token's random name
        self._changing = threading.Lock()

    def app(self) -> Flask:
        flask = Flask("app.sandbox_identity", template_folder="templates", static_folder=None)
        root = urlsplit(self._issuer).path
        base = f"{root}/protocol/openid-connect"
        flask.add_url_rule(f"{root}/.well-known/openid-configuration", view_func=self.discovery)
        flask.add_url_rule(f"{base}/certs", view_func=self.certs)
        flask.add_url_rule(f"{base}/auth", view_func=self.ask)
        flask.add_url_rule(f"{base}/auth/<page>", view_func=self.decide, methods=["POST"])
        flask.add_url_rule(f"{base}/token", view_func=self.token, methods=["POST"])
        flask.add_url_rule(f"{base}/userinfo", view_func=self.userinfo)
        flask.after_request(_guard)
        return flask

    def discovery(self) -> Response:
        endpoints = {"authorization": "auth", "token": "token", "userinfo": "userinfo"}  # paths, no secret  # nosec B105
        told = {f"{name}_endpoint": f"{self._base}/{path}" for name, path in endpoints.items()}
        return jsonify(
            told
            | {
                "issuer": self._issuer,
                "jwks_uri": f"{self._base}/certs",
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["ES256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
                "code_challenge_methods_supported": ["S256"],
                "scopes_supported": ["openid", "name", "address", "birthdate", "gender"],
            }
        )

    def certs(self) -> Response:
        return jsonify(self._signer.public_keys())

    def ask(self) -> str | AnyResponse:
        """The page on which a person gives a card, or gives none."""
        asked = request.args.to_dict()
        if not self._client.is_known(asked):
            abort(400)  # nobody is sent to an address that is not registered
        if problem := self._client.problem(asked):
            return self._back(asked, {"error": problem})
        page = self._keep(Ask(asked, self._now() + _PAGE_SECONDS))
        scopes = set(asked["scope"].split())
        return render_template(
            "card.html", page=f"{self._base}/auth/{page}", people=PEOPLE, scopes=scopes, wrongs=list(Misbehaviour)
        )

    def decide(self, page: str) -> AnyResponse:
        asked = self._take(page)
        if asked is None:
            abort(410)
        asked.person, asked.wrong = find_person(request.form.get("person", "")), _wrong()
        if request.form.get("answer") != "agree" or asked.person is None:
            return self._back(asked.given, {"error": "access_denied", "error_description": "user cancelled"})
        is_late = asked.wrong is Misbehaviour.LATE_CODE
        asked.until = self._now() + (0 if is_late else CODE_SECONDS)
        code = self._keep(asked)
        if asked.wrong is Misbehaviour.REPLAYED_CODE:
            self._take(code)
        answer = {"code": code, "session_state": secrets.token_urlsafe(12), "iss": self._issuer}
        if asked.wrong is Misbehaviour.MIX_UP:
            answer["iss"] = "https://other.example/api/realms/main"
        if asked.wrong is Misbehaviour.OTHER_STATE:
            answer["state"] = secrets.token_urlsafe(16)
        return self._back(asked.given, answer)

    def token(self) -> AnyResponse | tuple[Any, int]:
        """A code is taken on its first showing, whoever shows it."""
        form = request.form.to_dict()
        if not self._client.is_itself(form, self._now()):
            return jsonify(error="invalid_client"), 401
        if form.get("grant_type") != "authorization_code":
            return jsonify(error="unsupported_grant_type"), 400
        asked = self._take(form.get("code", ""))
        if asked is None or asked.person is None or not _proves(asked, form):
            return jsonify(error="invalid_grant"), 400
        if (instead := self._instead(asked.wrong)) is not None:
            return instead
        access = secrets.token_urlsafe(32)
        claims = twisted(self._claims(asked, asked.person, access), asked.wrong)
        asked.until = self._now() + TOKEN_SECONDS
        self._keep(asked, access)
        return jsonify(
            access_token=access,
            token_type="Bearer",  # noqa: S106 - the scheme's name  # nosec B106
            expires_in=TOKEN_SECONDS,
            id_token=self._signer.sign(claims, asked.wrong),
        )

    def userinfo(self) -> AnyResponse | tuple[Any, int]:
        asked = self._take(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if asked is None or asked.person is None or asked.wrong is Misbehaviour.NO_USERINFO:
            return jsonify(error="invalid_token"), 401
        told = {"sub": asked.person.subject(self._client.id)} | asked.person.claims(set(asked.given["scope"].split()))
        match asked.wrong:
            case Misbehaviour.SUBJECT_MISMATCH:
                told["sub"] = "somebody-else"
            case Misbehaviour.NO_BIRTHDATE:
                del told["birthdate"]
            case Misbehaviour.BAD_BIRTHDATE:
                told["birthdate"] = "昭和60年3月15日"
            case Misbehaviour.BAD_ADDRESS:
                told["address"] = ["福島県", "磐梯町"]
            case Misbehaviour.NOWHERE:
                told["address"] = "どこかの町1番地"
        return jsonify(told)

    def _claims(self, asked: Ask, person: Person, access: str) -> dict[str, Any]:
        now = self._now()
        half = hashlib.sha256(access.encode()).digest()[:16]
        return {
            "iss": self._issuer,
            "sub": person.subject(self._client.id),
            "aud": self._client.id,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "nonce": asked.given["nonce"],
            "at_hash": urlsafe_b64encode(half).rstrip(b"=").decode(),
            "acr": asked.given.get("acr_values", ""),
        }

    def _instead(self, wrong: Misbehaviour) -> AnyResponse | tuple[Any, int] | None:
        match wrong:
            case Misbehaviour.SLOW:
                time.sleep(self._slow_seconds)
            case Misbehaviour.BROKEN:
                return jsonify(error="server_error"), 500
            case Misbehaviour.NOT_JSON:
                return Response("<p>...</p>", mimetype="text/html")
            case Misbehaviour.ELSEWHERE:
                return redirect(f"{self._base}/certs", 302)
        return None

    def _back(self, asked: dict[str, str], answer: dict[str, str]) -> AnyResponse:
        told = {"state": asked.get("state", "")} | answer
        return redirect(f"{self._client.redirect_url}?{urlencode(told)}", 303)

    def _keep(self, asked: Ask, name: str = "") -> str:
        name = name or secrets.token_urlsafe(32)
        with self._changing:
            self._open = {one: ask for one, ask in self._open.items() if ask.until > self._now()}
            self._open[name] = asked
        return name

    def _take(self, name: str) -> Ask | None:
        with self._changing:
            asked = self._open.pop(name, None)
        return asked if asked is not None and asked.until > self._now() else None

    def _now(self) -> int:
        return unix(self._clock.now())


def _wrong() -> Misbehaviour:
    told = request.form.get("wrong", "")
    return Misbehaviour(told) if told in list(Misbehaviour) else Misbehaviour.NONE


def _proves(asked: Ask, form: dict[str, str]) -> bool:
    """PKCE, and the same address as before."""
    hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    told = urlsafe_b64encode(hashed).rstrip(b"=").decode()
    is_same = form.get("redirect_uri") == asked.given["redirect_uri"]
    return is_same and hmac.compare_digest(told, asked.given["code_challenge"])


def _guard(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
