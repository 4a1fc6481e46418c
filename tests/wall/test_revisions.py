"""/wall/<id>/revisions/: what a post said before each edit."""

import pytest

from tests import factories


@pytest.fixture
def post(team):
    return factories.WallPostFactory(learned="Rehearse it twice.", team=team)


@pytest.fixture
def writer(as_user, team):
    return as_user(factories.UserFactory(teams=[team]))


def change(browser, post, **words):
    form = browser.get(f"/wall/{post.pk}/edit/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    return browser.post(f"/wall/{post.pk}/edit/", typed | words | {"previewed": "live"})


def test_each_change_is_kept_with_its_words(writer, post):
    change(writer, post, learned="Rehearse it three times.")
    change(writer, post, learned="Rehearse it until it is boring.", we_did="")
    page = writer.get(f"/wall/{post.pk}/revisions/").text
    assert page.count("Edited on") == 2
    assert "<del>twice</del>" in page
    assert "<ins>three times</ins>" in page
    assert "Rehearse it twice." in page


def test_saving_the_same_words_is_no_change(writer, post):
    change(writer, post)
    assert not post.revisions.exists()


def test_who_changed_it_is_stored_nowhere(writer, post):
    change(writer, post, learned="Other words.")
    names = {field.name for field in post.revisions.model._meta.get_fields()}
    assert names == {"id", "wall_post", "content", "replaced_at"}


def test_others_do_not_find_it(writer, post, as_user, visitor):
    change(writer, post, learned="Other words.")
    address = f"/wall/{post.pk}/revisions/"
    assert as_user(factories.UserFactory()).get(address).status_code == 404
    assert "/accounts/login/" in visitor.get(address).url
    assert writer.post(address).status_code == 405


def test_revisions_are_deleted_with_the_post(writer, post):
    change(writer, post, learned="Other words.")
    model = post.revisions.model
    post.delete()
    assert not model.objects.exists()


def test_queries_do_not_grow_with_changes(writer, post, django_assert_max_num_queries):
    for number in range(6):
        change(writer, post, learned=f"Words {number}.")
    writer.get(f"/wall/{post.pk}/revisions/")
    with django_assert_max_num_queries(7):
        writer.get(f"/wall/{post.pk}/revisions/")
