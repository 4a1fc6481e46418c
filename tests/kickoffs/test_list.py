"""/kickoffs/"""

from tests import factories

URL = "/kickoffs/"


def test_it_shows_everyones_kickoffs_the_newest_first(reader, kickoff):
    newer = factories.KickoffFactory()
    page = reader.get(URL).content.decode()
    assert page.index(newer.project.name) < page.index(kickoff.project.name)


def test_mine_leaves_out_those_of_others(writer, kickoff):
    other = factories.KickoffFactory()
    page = writer.get(f"{URL}?mine").content.decode()
    assert kickoff.project.name in page
    assert other.project.name not in page


def test_it_counts_what_was_chosen_and_is_still_published(reader, kickoff):
    factories.KickoffLessonFactory(kickoff=kickoff)
    factories.KickoffLessonFactory(kickoff=kickoff, disposition="watch")
    factories.KickoffLessonFactory(kickoff=kickoff).lesson.retrospective.unpublish()
    assert "1 to apply, 1 to watch" in reader.get(URL).content.decode()


def test_it_is_paged(reader):
    factories.KickoffFactory.create_batch(21)
    assert "Page 2 of 2" in reader.get(f"{URL}?page=2").content.decode()


def test_odd_query_strings_are_no_error(reader, kickoff):
    for query in ("page=x", "page=-1", "mine=%00", "%00=%00", "page=" + "9" * 400):
        assert reader.get(f"{URL}?{query}").status_code == 200


def test_its_queries_do_not_grow_with_the_kickoffs(reader, django_assert_num_queries, count):
    few = count(lambda: reader.get(URL), 2, factories.KickoffFactory)
    assert few == count(lambda: reader.get(URL), 10, factories.KickoffFactory)


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_it_rejects_post(reader):
    assert reader.post(URL).status_code == 405
