"""What a kickoff offers: finding it, filtering it, presenting it, and the brief to take along.

`Board` is the page of a kickoff, `RiskBoard` that of its premortem, `brief_of` what was chosen.
Modules depend in this order: made_lessons, kinds ← similar_projects, risk_board ← finding ← filtering;
risk_board ← brief ← brief_markdown; all of them ← card ← board ← listening.
"""

from retros.kickoffs.board import Board
from retros.kickoffs.brief import Brief, brief_of
from retros.kickoffs.brief_markdown import brief_markdown, one_line
from retros.kickoffs.card import Card
from retros.kickoffs.filtering import KickoffFilters
from retros.kickoffs.finding import is_offered
from retros.kickoffs.listening import listen
from retros.kickoffs.made_lessons import (
    answer_id,
    begin_lesson,
    choose_instead,
    lesson_made_of,
    lessons_made_of_answer,
    make_lesson,
    unmake_lesson,
)
from retros.kickoffs.risk_board import RiskBoard, RiskGroup, grouped

__all__ = [
    "Board",
    "Brief",
    "Card",
    "KickoffFilters",
    "RiskBoard",
    "RiskGroup",
    "answer_id",
    "begin_lesson",
    "brief_markdown",
    "brief_of",
    "choose_instead",
    "grouped",
    "is_offered",
    "lesson_made_of",
    "lessons_made_of_answer",
    "listen",
    "make_lesson",
    "one_line",
    "unmake_lesson",
]
