"""What an applicant is told beyond what officers are told of the same fields."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree

SENTENCES: Sentences = {
    (tree.Invalid, "agree_needed"): _l("お申し込みの前に、取り決めをお読みのうえチェックを入れてください。"),
}
