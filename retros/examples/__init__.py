"""Real cases that a new site starts with, so that new people see every part filled in.

Call `load_examples`, and `is_empty_site` before it on a first start. The words are in the YAML
files beside this one: one file a case, `kickoffs.yaml`, `wall.yaml`, `templates.yaml` and `paths.yaml`. Dependence runs
one way: files ← cases ← kickoffs, wall; files ← templates; kickoffs ← paths. All of it goes through the models, so that the search index follows.
"""

from typing import NamedTuple

from django.db import transaction

from retros.examples.cases import CASES, load_cases
from retros.examples.files import read
from retros.examples.kickoffs import load_kickoffs
from retros.examples.paths import load_paths
from retros.examples.templates import load_templates
from retros.examples.wall import load_wall_posts
from retros.models import Project, Retrospective


class Loaded(NamedTuple):
    """The rows that one run added; all empty if everything was present."""

    retrospectives: list
    kickoffs: list
    wall_posts: list
    templates: list
    paths: list


def is_empty_site():
    """Return whether the site has no project and no retrospective. Run 2 queries."""
    return not (Project.objects.exists() or Retrospective.objects.exists())


@transaction.atomic
def load_examples():
    """Add all missing examples in one transaction. Existing ones, even edited, stay unchanged.

    The path comes only with all that it leads to.
    """
    cases, kickoffs = load_cases(), load_kickoffs()
    posts, templates = load_wall_posts(), load_templates()
    is_first = len(cases) == len(CASES) and len(kickoffs) == len(read("kickoffs"))
    return Loaded(cases, kickoffs, posts, templates, load_paths() if is_first else [])
