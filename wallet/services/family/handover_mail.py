"""The mail that offers an account: who offers it, and the link by which whoever reads the mail takes it."""

from __future__ import annotations

from wallet.mail import Mailer
from wallet.models.handover import OFFER_LIFETIME, HandoverWay
from wallet.services.email_codes import Wording

PATH = "/takeover"
_SUBJECTS = {"ja": "Musubi(結び) アカウントの引き継ぎ", "en": "Musubi: take over your account"}
_FIRST = {
    HandoverWay.GUARDIAN: (
        "%(by)s さんが代わりに操作してきたアカウント「%(name)s」を、あなたに引き継ごうとしています。",
        '%(by)s would like to hand over to you the account "%(name)s", which they used for you.',
    ),
    HandoverWay.COUNTER: (
        "まちの窓口で確かめたアカウント「%(name)s」を、このメールアドレスで使えるようにします。",
        'The counter of your town checked that the account "%(name)s" is yours.',
    ),
    HandoverWay.PERSON: (
        "ご家族が代わりに操作してきたあなたのアカウントを、このメールアドレスで使えるようにします。",
        "You asked to take over the account that your family used for you.",
    ),
}
_JAPANESE = """\
%(first)s
下のページを開き、内容を確かめて「引き継ぐ」を押してください。

    %(link)s

%(days)s日のあいだ、一度だけ使えます。ほかの人に渡さないでください。
お心当たりがない場合は、このメールを無視してください。何も変わりません。
"""
_ENGLISH = """\
%(first)s
Open this page, check what it says, and choose "Take over":

    %(link)s

The link works once, for %(days)s days. Do not pass it on.
If you do not know about this, ignore this mail. Nothing changes.
"""


class HandoverMail:
    """`site`: the address of this platform, without a slash at its end."""

    def __init__(self, mailer: Mailer, site: str) -> None:
        self._mailer = mailer
        self._site = site

    def send(self, email: str, token: str, way: HandoverWay, locale: str, *, by: str = "", name: str = "") -> None:
        """Raises: SignInRefused (mail_unavailable)."""
        link = f"{self._site}{PATH}?ticket={token}"
        texts = _wording(way, {"by": by, "name": name}, {"link": link, "days": OFFER_LIFETIME.days})
        self._mailer.send(email, *texts.get(locale, texts["ja"]))


def _wording(way: HandoverWay, people: dict[str, str], more: dict[str, object]) -> Wording:
    ja, en = (line % people for line in _FIRST[way])
    return {
        "ja": (_SUBJECTS["ja"], _JAPANESE % {**more, "first": ja}),
        "en": (_SUBJECTS["en"], _ENGLISH % {**more, "first": en}),
    }
