"""Each test finds the database as migrations left it, whichever tests ran before in its process."""

import pytest

from retros.models import EquivalentWords, SearchEntry
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.mark.parametrize("turn", ["first", "second"])
def test_rows_of_migrations_are_there_after_a_test_that_commits(turn, django_db_setup):
    rows = django_db_setup[EquivalentWords]
    assert rows and list(EquivalentWords.objects.order_by("pk")) == rows
    assert not SearchEntry.objects.exists()
    EquivalentWords.objects.all().delete()
    factories.RetrospectiveFactory()
