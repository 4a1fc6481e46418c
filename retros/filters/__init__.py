"""Filters of lists, read from the query string; one class per list.

Invalid values are ignored and reported on the page, so that old bookmarks keep working.
"""

from retros.filters.actions import ActionFilter
from retros.filters.audit import AuditFilter
from retros.filters.decisions import DecisionFilter, as_of_day
from retros.filters.lists import ExportFilter, LessonFilter, ProjectFilter, RetrospectiveFilter
from retros.filters.newest_lessons import NewestLessons
from retros.filters.people import PeopleFilter
from retros.filters.published import years_of_published

__all__ = [
    "ActionFilter",
    "AuditFilter",
    "DecisionFilter",
    "ExportFilter",
    "LessonFilter",
    "NewestLessons",
    "PeopleFilter",
    "ProjectFilter",
    "RetrospectiveFilter",
    "as_of_day",
    "years_of_published",
]
