"""Which words are forms of one another, and which only share a stem."""

import pytest

from retros.search.inflection import is_form_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rollback", "rollbacks"),
        ("plan", "planned"),
        ("planning", "plans"),
        ("migrate", "migrating"),
        ("migrates", "migrated"),
        ("certificate", "certificates"),
        ("library", "libraries"),
        ("try", "tried"),
        ("process", "processes"),
        ("box", "boxes"),
        ("test", "testing"),
        ("meeting", "meetings"),
    ],
)
def test_forms_of_one_word(one, other):
    assert is_form_of(one, other) and is_form_of(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("product", "production"),
        ("markets", "marketing"),
        ("market", "marketing"),
        ("universe", "university"),
        ("organize", "organization"),
        ("general", "generation"),
    ],
)
def test_other_words_of_the_same_stem(one, other):
    assert not is_form_of(one, other)
