"""A kept picture as an answer: browsers ask again only whether it changed."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from marketplace.artwork.gallery import Picture


def sent(picture: Picture, seconds: int) -> Response:
    """Public, and good for `seconds`."""
    if request.if_none_match.contains(picture.digest):
        response = Response(status=304)
    else:
        response = Response(picture.path.read_bytes(), mimetype=picture.form.content_type)
    response.set_etag(picture.digest)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
