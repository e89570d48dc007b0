"""Puts the idea board together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from dao.queries.ideas.comments import CommentPages
from dao.queries.ideas.pages import IdeaPages
from dao.queries.membership.belonging import Belonging
from dao.services.ideas.attach_file import AttachFile
from dao.services.ideas.comment_idea import CommentIdea
from dao.services.ideas.merge_ideas import MergeIdeas
from dao.services.ideas.note_outcome import NoteOutcome
from dao.services.ideas.post_idea import PostIdea
from dao.services.ideas.support_idea import SupportIdea
from dao.services.ideas.tell_authors import TellAuthors
from dao.services.ideas.translate_comment import TranslateComment


@dataclass(frozen=True, slots=True)
class Ideas:
    pages: IdeaPages
    comments: CommentPages
    post: PostIdea
    support: SupportIdea
    attach: AttachFile
    comment: CommentIdea
    translate_comment: TranslateComment
    merge: MergeIdeas
    outcome: NoteOutcome
    tell_authors: TellAuthors


def assemble_ideas(db: Database, clock: Clock, belonging: Belonging) -> Ideas:
    return Ideas(
        pages=IdeaPages(db, belonging),
        comments=CommentPages(db),
        post=PostIdea(db, clock, belonging),
        support=SupportIdea(db, clock, belonging),
        attach=AttachFile(db, clock, belonging),
        comment=CommentIdea(db, clock, belonging),
        translate_comment=TranslateComment(db, clock, belonging),
        merge=MergeIdeas(db, clock),
        outcome=NoteOutcome(db, clock),
        tell_authors=TellAuthors(db, clock),
    )
