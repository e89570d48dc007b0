"""The board of a community, one idea with its discussion, one thread, and links to single comments."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.surfaces.ideas import blueprint
from app.surfaces.ideas.words import ORDERS, authors_of, may_merge, names_of, reader_address, town_curated
from app.wiring import current_platform
from dao.queries.ideas.pages import Order


@blueprint.get("/communities/<slug>/ideas")
def list_ideas(slug: str) -> str:
    wanted = request.args.get("order", "")
    order = Order(wanted) if wanted in list(Order) else Order.SUPPORTED
    board = current_platform().dao.ideas.pages.board(slug, reader_address(), order, request.args.get("page", 1, int))
    return render_template(
        "ideas/ideas.html",
        board=board,
        community=board.community,
        names=names_of(card.idea.author for card in board.cards),
        orders=ORDERS,
        address_of_page=lambda page: url_for("ideas.list_ideas", slug=slug, order=order, page=page),
    )


@blueprint.get("/ideas/<int:number>")
def show_idea(number: int) -> str:
    return render_template("ideas/idea.html", **shown(number))


@blueprint.get("/ideas/<int:number>/comments/<int:comment>")
def find_comment(number: int, comment: int) -> Response:
    """Wherever it stands by now. Raises: CommentUnknown."""
    place = current_platform().dao.ideas.comments.place_of(number, comment)
    if place.thread is None:
        address = url_for("ideas.show_idea", number=number, page=place.page)
    else:
        address = url_for("ideas.show_thread", number=number, thread=place.thread, page=place.page)
    return redirect(f"{address}#comment-{comment}")


@blueprint.get("/idea-comments/<int:comment>")
def lead_to_comment(comment: int) -> Response:
    """For who knows its number only. Raises: CommentUnknown."""
    return find_comment(current_platform().dao.ideas.comments.idea_of(comment), comment)


@blueprint.get("/ideas/<int:number>/threads/<int:thread>")
def show_thread(number: int, thread: int) -> str:
    return render_template("ideas/thread.html", **shown_thread(number, thread))


def shown(number: int) -> dict[str, Any]:
    """Raises: IdeaUnknown."""
    ideas = current_platform().dao.ideas
    page = ideas.pages.idea(number, reader_address())
    discussion = ideas.comments.discussion(number, request.args.get("page", 1, int))
    people = {page.idea.author, page.idea.translated_by}
    for thread in discussion.threads:
        people |= authors_of([thread.comment, *thread.answers])
    return {
        "page": page,
        "idea": page.idea,
        "community": page.community,
        "discussion": discussion,
        "names": names_of(people),
        "curated_town": town_curated(page.community),
        "may_merge": may_merge(page),
        "address_of_page": lambda at: url_for("ideas.show_idea", number=number, page=at) + "#comments-title",
        "error": "",
        "typed": "",
        "file_errors": {},
        "description": "",
    }


def shown_thread(number: int, thread: int) -> dict[str, Any]:
    """Raises: IdeaUnknown, CommentUnknown."""
    ideas = current_platform().dao.ideas
    page = ideas.pages.idea(number, reader_address())
    discussion = ideas.comments.thread(number, thread, request.args.get("page", 1, int))
    (found,) = discussion.threads
    return {
        "page": page,
        "idea": page.idea,
        "community": page.community,
        "thread": found,
        "discussion": discussion,
        "names": names_of(authors_of([found.comment, *found.answers])),
        "address_of_page": lambda to: url_for("ideas.show_thread", number=number, thread=found.comment.id, page=to),
        "error": "",
        "typed": "",
    }
