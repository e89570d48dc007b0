"""The mail that confirms a purchase, in its buyer's language. The job that sends it runs where no page is asked for,
so this makes an application of its own to write with."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import render_template
from flask_babel import gettext as _

from app.i18n import localized, place
from app.speaking import Speaker
from app.surfaces.invoices.rules import rules_of_bought
from app.surfaces.marketplace.words import gives
from app.surfaces.tickets.words import slot_words
from marketplace.models import PointCharge
from marketplace.models.tickets.services import TicketService
from marketplace.ports import Contact
from marketplace.queries.receipts.bought import BoughtThing

_PAGES = {
    "order": "/orders/{}", "checkout": "/checkouts/{}", "booking": "/bookings/{}", "auction": "/auctions/{}",
    "resale": "/offers/{}",
}  # fmt: skip


class ConfirmationCarrier(Speaker):
    def carry(self) -> int:
        """Everything that is due; how many mails went."""
        return self._platform.marketplace.receipts.tell.tell(self)

    def confirm(self, subject: str, contact: Contact) -> None:
        """Raises: SignInRefused (mail_unavailable)."""
        bought, home = self._platform.marketplace.receipts.pages.bought(subject), self._home
        about, _sign, number = subject.partition(":")
        with self._speaking(contact.locale):
            things = [(one, _thing(one)) for one in bought.things]
            names = [words["name"] for _one, words in things]
            title = _("ご購入の確認：%(name)s", name=names[0])
            if len(names) > 1:
                title = _("ご購入の確認：%(name)s ほか%(count)s件", name=names[0], count=len(names) - 1)
            body = render_template(
                "invoices/mail.txt",
                bought=bought,
                things=things,
                home=home,
                page=home + _PAGES[about].format(number),
            )
        headers = {
            "Message-ID": f"<{about}-{number}@{urlsplit(home).hostname}>",
            "Auto-Submitted": "auto-generated",
        }
        self._platform.wallet.mailer.send(contact.email, " ".join(title.split()), body, headers)


def _thing(one: BoughtThing) -> dict[str, object]:
    """Its words: when, what one gets, until when, and what holds for cancelling."""
    thing = one.thing
    if isinstance(thing, PointCharge):
        rules = rules_of_bought(one)
        return {"name": _("%(name)sのチャージ", name=localized(thing, "name")), "place": "", "rules": rules}
    when = slot_words(thing, one.slot, one.slots) if isinstance(thing, TicketService) and one.slot else ""
    until = "" if isinstance(thing, TicketService) else localized(thing, "until")
    return {
        "name": localized(thing, "name"),
        "place": place(thing.town),
        "when": when,
        "gives": gives(thing),
        "until": until,
        "rules": rules_of_bought(one),
    }
