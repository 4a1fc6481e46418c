"""Real cases that a new site starts with, so that a newcomer sees every part filled in.

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
    """What one run added; all empty if everything was here."""

    retrospectives: list
    kickoffs: list
    wall_posts: list
    templates: list


def is_empty_site():
    """Whether nobody has begun here yet: no project and no retrospective. Two queries."""
    return not (Project.objects.exists() or Retrospective.objects.exists())


@transaction.atomic
def load_examples():
    """Add the examples that are missing, all or none. What is here, also edited, stays as it is."""
    return Loaded(load_cases(), load_kickoffs(), load_wall_posts(), load_templates())
