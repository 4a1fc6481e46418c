"""`manage.py load_examples`, and when a first start calls for it."""

from io import StringIO

from django.core.management import call_command

from retros import models
from retros.examples import is_empty_site, load_examples
from tests import factories


def test_examples_come_beside_work_of_ones_own(db):
    own = factories.RetrospectiveFactory(published=True)
    load_examples()
    assert models.Retrospective.objects.filter(pk=own.pk, title=own.title).exists()


def test_empty_site_wants_examples(db):
    assert is_empty_site()


def test_site_with_people_but_no_work_wants_examples(member):
    assert is_empty_site()


def test_site_with_a_project_wants_none(db):
    factories.ProjectFactory()
    assert not is_empty_site()


def test_command_says_what_it_loaded_and_then_that_it_is_here(db):
    first, second = StringIO(), StringIO()
    call_command("load_examples", stdout=first)
    call_command("load_examples", stdout=second)
    assert "4 retrospectives" in first.getvalue()
    assert "already loaded" in second.getvalue()
