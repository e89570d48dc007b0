"""On the way to a service: in whose name, in which language, and how people without a script get there."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from tests.fixtures.openid import REDIRECT, Relying, form_address, rows
from tests.fixtures.web import SignIn
from wallet.openid.models import Consent

MAIL = "maria@example.jp"


def test_a_guardian_signs_in_nowhere_as_the_ward_and_goes_on_as_oneself(
    relying: Relying, sign_in: SignIn, client: FlaskClient, platform: Platform
) -> None:
    guardian = sign_in()
    bond = platform.wallet.families.register.child(guardian.address, "高橋 みお", "2015-04")
    relying.agree("openid town")
    client.post(f"/account/family/{bond.id}/acting")
    page = client.get(relying.question("openid town"))
    assert page.status_code == 403 and "家族としてはサインインできません" in page.text
    assert f"form-action 'self' {REDIRECT.removesuffix('/callback')};" in page.headers["Content-Security-Policy"]
    silent = client.get(relying.question("openid town", prompt="none"))
    assert relying.come_back(silent.headers["Location"])["error"] == "login_required"
    decided = client.post(
        relying.question("openid town").replace("/authorize", "/consents"), data={"decision": "agree"}
    )
    assert decided.status_code == 403
    assert client.post(f"/account/services/{relying.client_id}/withdrawal").status_code == 403
    assert {(one.account, one.ended_at) for one in rows(platform.db, Consent)} == {(guardian.address, None)}
    wanted = re.search(r'name="next" value="(/openid/authorize[^"]*)"', page.text)
    assert wanted is not None
    back = client.post("/account/family/acting/end", data={"next": html.unescape(wanted[1])})
    assert "code" in relying.come_back(client.get(back.headers["Location"]).headers["Location"])


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example"])
def test_back_to_oneself_leads_to_no_other_site(client: FlaskClient, sign_in: SignIn, target: str) -> None:
    sign_in()
    answer = client.post("/account/family/acting/end", data={"next": target})
    assert answer.headers["Location"] == "/account/family"


def test_the_service_wishes_a_language_for_who_has_chosen_none(
    relying: Relying, client: FlaskClient, platform: Platform
) -> None:
    """All the way: a new person's account speaks it from then on."""
    there = client.get(relying.question("openid town", ui_locales="fr en-GB ja"), headers={"Accept-Language": "ja"})
    wanted = parse_qs(urlsplit(there.headers["Location"]).query)["next"][0]
    assert '<html lang="en"' in client.get(there.headers["Location"], headers={"Accept-Language": "ja"}).text
    client.post("/signin/codes", data={"email": MAIL, "next": wanted}, headers={"Accept-Language": "ja"})
    assert '<html lang="en"' in client.get("/signin/code", headers={"Accept-Language": "ja"}).text
    assert platform.wallet.mailbox is not None
    code = re.search(r"(\d{3})\s?(\d{3})", platform.wallet.mailbox.latest(to=MAIL)[0].body)
    assert code is not None
    gone = client.post("/signin/code", data={"code": code[1] + code[2]}, headers={"Accept-Language": "ja"})
    page = client.get(gone.headers["Location"], headers={"Accept-Language": "ja"})
    assert "Village gym" in page.text and "for town" in page.text
    assert '<html lang="ja"' in client.get(relying.question(ui_locales="en", lang="ja")).text
    assert '<html lang="ja"' in client.get("/?ui_locales=en", headers={"Accept-Language": "ja"}).text


def test_what_the_person_chose_counts_more_than_the_services_wish(
    relying: Relying, sign_in: SignIn, client: FlaskClient
) -> None:
    sign_in()
    assert '<html lang="ja"' in client.get(relying.question(ui_locales="en")).text


def test_after_the_sign_in_a_link_leads_on_without_a_script(
    relying: Relying, sign_in: SignIn, client: FlaskClient
) -> None:
    """The page that goes on by itself says so, and its link is the same way."""
    went = client.get(relying.question())
    sign_in()
    question = client.get(client.get(went.headers["Location"]).headers["Location"])
    agreed = client.post(form_address(question.text), data={"decision": "agree", "give": ["town"]})
    links = re.findall(r'<a[^>]*class="[^"]*button[^"]*"[^>]*href="(https://gym[^"]*)"', agreed.text)
    refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', agreed.text)
    assert refresh is not None and links == [refresh[1]] and "サービスに戻る" in agreed.text
    assert set(relying.come_back(html.unescape(links[0]))) >= {"code", "state", "iss"}
