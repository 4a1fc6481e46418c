"""Real cases that a new site starts with, so that new people see every part filled in.

Call `load_examples`, and `is_empty_site` before it on a first start. The words are in the YAML
files beside this one: one file a case, `kickoffs.yaml`, `wall.yaml` and `templates.yaml`. Dependence runs one way:
files ← cases ← kickoffs, wall; files ← templates. All of it goes through the models, so that the search index follows.
"""

from typing import NamedTuple

from django.db import transaction

from retros.examples.cases import load_cases
from retros.examples.kickoffs import load_kickoffs
from retros.examples.templates import load_templates
from retros.examples.wall import load_wall_posts
from retros.models import Project, Retrospective


class Loaded(NamedTuple):
    """The rows that one run added; all empty if everything was present."""

    retrospectives: list
    kickoffs: list
    wall_posts: list
    templates: list


def is_empty_site():
    """Return whether the site has no project and no retrospective. Run 2 queries."""
    return not (Project.objects.exists() or Retrospective.objects.exists())


@transaction.atomic
def load_examples():
    """Add all missing examples in one transaction. Existing ones, even edited, stay unchanged."""
    return Loaded(load_cases(), load_kickoffs(), load_wall_posts(), load_templates())
