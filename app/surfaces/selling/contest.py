"""A contest ends as a product (当選作を商品にする): a poll's winner becomes the draft of an offer, its artist named."""

from __future__ import annotations

from flask import abort, redirect, request

from app.access import current_account
from app.i18n import localized
from app.surfaces.console.forms import Typed
from app.surfaces.polls.products import town_of, winners_with_pictures
from app.surfaces.polls.showing import poll_page
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.surfaces.selling.form import first_shares, first_words
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.polls import Option
from dao.queries.polls.pages import PollStanding
from marketplace.models import Kind
from marketplace.models.selling.own_fields import OWN_FIELDS
from marketplace.models.selling.terms import read_royalty

FIELDS = ("winner", "kind", "price", "supply", "artist_name", "artist", "royalty")


@desk_route("/contests/<int:number>", is_curators=True)
def make_product(desk: Desk, number: int) -> Answer:
    standing = _contest(desk, number)
    begin = {"winner": str(winners_with_pictures(standing)[0]), "kind": Kind.AMBASSADOR_CARD, "royalty": "5"}
    return _form(desk, standing, Typed.of(FIELDS, begin))


@desk_route("/contests/<int:number>", "POST", is_curators=True)
def begin_product(desk: Desk, number: int) -> Answer:
    """The draft holds all that the poll knows; the rest is written at the desk."""
    standing, typed = _contest(desk, number), Typed.of(FIELDS, request.form)
    winner, kind = typed.values["winner"], typed.values["kind"]
    if winner not in map(str, winners_with_pictures(standing)) or kind not in OWN_FIELDS:
        abort(400)
    artist = _artist(typed)
    typed.read("royalty", read_royalty)
    if typed.errors:
        return _form(desk, standing, typed), 422
    option, town = standing.rules.options[int(winner)], current_platform().marketplace.artwork.pages.town(desk.code)
    words = first_words(town, Kind(kind)) | _words(standing, option, typed) | {"artist": artist}
    offer_id = selling().write.begin(desk.seller, current_account().address, Kind(kind), words, first_shares(desk))
    return redirect(desk.address("edit_offer", offer_id=offer_id), 303)


def _words(standing: PollStanding, option: Option, typed: Typed) -> dict[str, str]:
    rules, artist = standing.rules, typed.values["artist_name"].strip()
    story_ja = f"「{rules.title_ja}」の投票で選ばれた作品です。" + (f"作者は{artist}。" if artist else "")
    story_en = f"Chosen by vote in “{rules.title_en or rules.title_ja}”."
    story_en += f" The artist is {artist}." if artist else ""
    return {
        "name_ja": option.title_ja, "name_en": option.title_en, "story_ja": story_ja, "story_en": story_en,
        "art": f"upload:{option.picture}", "price": typed.values["price"], "supply": typed.values["supply"],
        "artist_name": artist, "royalty": typed.values["royalty"],
    }  # fmt: skip


def _artist(typed: Typed) -> str:
    """The artist's address, where there is an account to pay."""
    text = typed.values["artist"].strip()
    if not text:
        return ""
    if not typed.values["artist_name"].strip():
        typed.refuse(Invalid("artist_name", "artist_unnamed"))
    found = current_platform().points.directory.find_many([text]).get(text)
    if found is None:
        typed.refuse(Invalid("artist", "artist_unknown"))
    return found or ""


def _contest(desk: Desk, number: int) -> PollStanding:
    """Another town's contest, and one without a winner to show, is not found here."""
    standing = poll_page(number).standing
    if town_of(standing) != desk.code or not winners_with_pictures(standing):
        abort(404)
    return standing


def _form(desk: Desk, standing: PollStanding, typed: Typed) -> str:
    options = standing.rules.options
    winners = [(str(winner), localized(options[winner], "title"), "") for winner in winners_with_pictures(standing)]
    shown = {"poll": standing.poll, "rules": standing.rules, "winners": winners, "kinds": list(OWN_FIELDS)}
    return desk.page("selling/contest.html", typed=typed, **shown)
