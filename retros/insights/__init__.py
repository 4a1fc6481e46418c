"""What the organization learns, as numbers that single nobody out.

    stored = todays()
    for picture in pictures_of(stored): ...

Inside: `question` says what one of the nine is made of, `dimensions` what numbers may be grouped by,
`about_projects`, `about_lessons` and `about_decisions` are the nine; `floor` hides what has too few
behind it, and what would tell it; `counting` counts once a day; `findings` says what a picture shows,
`pictures` draws it. Depends on models and drawing.
"""

from retros.insights.about_decisions import QUALITY, SOURCES
from retros.insights.counting import QUESTIONS, TABLES, recount, table_of, todays
from retros.insights.findings import quality
from retros.insights.floor import FEWEST_PROJECTS, FEWEST_TEAMS
from retros.insights.pictures import Picture, finding_of, picture_of, pictures_of
from retros.insights.question import Question

__all__ = [
    "FEWEST_PROJECTS",
    "FEWEST_TEAMS",
    "QUALITY",
    "QUESTIONS",
    "SOURCES",
    "TABLES",
    "Picture",
    "Question",
    "finding_of",
    "picture_of",
    "pictures_of",
    "quality",
    "recount",
    "table_of",
    "todays",
]
