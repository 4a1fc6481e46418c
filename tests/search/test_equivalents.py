"""Words that search treats as the same: what is found by them, and the page where curators keep them."""

import pytest
from django.apps import apps

from retros import search
from retros.migrations.initial import equivalent_words as seeds
from retros.models import EquivalentWords
from tests import factories

pytestmark = pytest.mark.both_databases

ADDRESS = "/search/equivalents/"


@pytest.fixture
def same(db):
    """`same("okapi, forest giraffe")` says that these are the same, and nothing else is."""
    EquivalentWords.objects.all().delete()
    return lambda *lines: [EquivalentWords.objects.create(words=line) for line in lines]


@pytest.fixture
def seeded(db):
    """The first words are there, also after a test that left no row that migrations wrote."""
    EquivalentWords.objects.all().delete()
    seeds.add(apps, None)


@pytest.fixture
def post(as_user, curator, seeded):
    browser = as_user(curator)
    return lambda words: browser.post(ADDRESS, {"words": words})


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        *(
            ("rollback", "We did a roll back"),
            ("roll back", "A rollback"),
            ("roll-back", "Rollbacks"),
        ),
        *(("k8s", "Kubernetes nodes"), ("Kubernetes", "k8s"), ("postmortem", "a post mortem")),
        *(("colour", "The color of it"), ("email", "An e-mail"), ("prioritise", "Prioritizing")),
        *(("organization", "An organisation"), ("Analyze", "We analysed it")),
    ],
)
def test_seeded_words_find_each_other(typed, written, found, member, seeded):
    lesson = factories.LessonFactory(published=True, statement=written)
    factories.LessonFactory(published=True, statement="Something else")
    assert found(typed, kinds=("lesson",)) == [("lesson", lesson.pk)]


@pytest.mark.parametrize("typed", ["lookout", "look-out", "look out"])
def test_compounds_are_found_in_each_spelling(typed, found, same, words_counted):
    with words_counted():
        lessons = [
            factories.LessonFactory(published=True, statement=f"A {spelled} for the tower")
            for spelled in ("lookout", "look-out", "look out")
        ]
        for statement in ("Look at the tower", "Out of the tower"):
            factories.LessonFactory(published=True, statement=statement)
    expected = {("lesson", lesson.pk) for lesson in lessons}
    assert set(found(typed, kinds=("lesson",))) == expected


def test_two_words_stay_two_where_they_are_seldom_one(found, same, words_counted):
    with words_counted():
        factories.LessonFactory(published=True, statement="A load-test")
        for number in range(9):
            factories.LessonFactory(published=True, statement=f"Load {number}; a test of it")
    assert len(found("load test", kinds=("lesson",))) == 10


def test_phrase_is_found_where_its_words_follow_each_other(found, same):
    same("okapi, forest giraffe")
    together, _ = (
        factories.LessonFactory(published=True, statement=words)
        for words in ("The forest giraffe", "A giraffe of some forest")
    )
    assert found("okapi", kinds=("lesson",)) == [("lesson", together.pk)]


def test_text_with_an_equivalent_holds_every_word(member, same):
    same("okapi, forest giraffe")
    factories.LessonFactory(published=True, statement="Groom the okapi daily")
    results = search.search("forest giraffe groom", user=member, kinds=("lesson",))
    assert (results.total, results.with_all, results.unknown) == (1, 1, ())


def test_more_of_a_phrase_ranks_higher(found, same):
    same("okapi, forest giraffe")
    once = factories.LessonFactory(published=True, statement="Groom animals", detail="An okapi")
    often = factories.LessonFactory(
        published=True, statement="Forest giraffe", detail="forest giraffe"
    )
    assert found("okapi", kinds=("lesson",)) == [("lesson", often.pk), ("lesson", once.pk)]


def test_many_words_and_a_phrase_are_counted_together(found, same):
    same("okapi, forest giraffe")
    lesson = factories.LessonFactory(published=True, statement="The forest giraffe")
    typed = "okapi one1 two2 three3 four4 five5 six6 seven7"
    assert found(typed, kinds=("lesson",)) == [("lesson", lesson.pk)]


def test_page_says_what_else_was_searched_for(as_user, member, same, words_counted):
    same("okapi, forest giraffe, <b>quagga", "unicorn, kirin")
    with words_counted():
        factories.LessonFactory(published=True, statement="The forest giraffe and a b quagga")
    browser = as_user(member)
    html = browser.get("/search/?q=okapi").content.decode()
    assert "Also searching for “forest giraffe”, “&lt;b&gt;quagga”." in html
    assert "<mark>forest giraffe</mark>" in html
    assert (
        "Also searching"
        not in browser.get("/search/?q=b+quagga+okapi+forest+giraffe").content.decode()
    )


def test_kickoff_finds_and_says_equivalents(as_user, member, same, words_counted):
    same("okapi, forest giraffe", "groom, brush")
    with words_counted():
        lesson = factories.LessonFactory(
            published=True, statement="Brush the forest giraffe", detail="Every day."
        )
        factories.LessonFactory(published=True, statement="Paint the fence")
    brief = "We are going to groom an okapi for the first time."
    (match,) = search.for_kickoff(brief, user=member, limit=1)
    assert match.lesson_id == lesson.pk and match.is_close
    kickoff = factories.KickoffFactory(brief=brief, added_terms=["okapi", "groom"])
    html = as_user(member).get(kickoff.get_absolute_url()).content.decode()
    assert "forest giraffe" in html and "also: " in html


def test_removed_words_are_told_apart(as_user, curator, found, same):
    (line,) = same("okapi, forest giraffe")
    factories.LessonFactory(published=True, statement="The forest giraffe")
    assert found("okapi")
    response = as_user(curator).post(f"{ADDRESS}{line.pk}/remove/")
    assert response.status_code == 302 and not EquivalentWords.objects.exists()
    assert not found("okapi")


def test_curator_adds_a_line(post, as_user, curator):
    assert post("  okapi ,forest   giraffe, okapi").status_code == 302
    assert EquivalentWords.objects.filter(words="okapi, forest giraffe").exists()
    html = as_user(curator).get(ADDRESS).content.decode()
    assert "okapi, forest giraffe" in html and "post-mortem, postmortem" in html
    assert ADDRESS in as_user(curator).get("/").content.decode()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", "Please write something here."),
        ("okapi", "Enter 2 to 8 words"),
        (",,, ,", "Enter 2 to 8 words"),
        (", ".join(f"okapi{n}" for n in range(9)), "Enter 2 to 8 words"),
        ("okapi, -ise", "not both in one line"),
        ("-i1e, -ize", "is not an ending"),
        ("okapi, the", "Search ignores “the”"),
        ("okapi, \U0001f680", "Search ignores"),
        ("okapi, okapis", "already treats these words as the same"),
        ("okapi, a1 b2 c3 d4 e5", "Keep each phrase to 4 words"),
        ("okapi, " + "x" * 41, "Keep each word to 40 characters"),
        ("x, " * 100, "within 200 characters"),
        ("okapi, K8S", "is in another line"),
        ("okapi, roll backs", "is in another line"),
        ("-ise, -ice", "is in another line"),
    ],
)
def test_line_that_makes_no_sense_is_refused_and_kept_in_the_field(words, problem, post):
    before = EquivalentWords.objects.count()
    response = post(words)
    assert response.status_code == 422 and EquivalentWords.objects.count() == before
    assert problem in response.content.decode()
    assert response.context["form"]["words"].value() == words


def test_number_of_lines_has_a_limit(post, monkeypatch):
    monkeypatch.setattr("retros.forms.equivalent_words.EQUIVALENT_WORDS_MAX", 2)
    assert "There are 2 lines already" in post("okapi, giraffe").content.decode()


def test_hostile_words_break_no_search(same, found):
    same('\' OR 1=1 --, "quoted" & | ! <->', "a:* b, (c)", "-\u0130, -x")
    factories.LessonFactory(published=True, statement="One quoted c")
    assert found("1 1 quoted") and found("c") is not None and found("OR 1=1") is not None


def test_only_curators_may(as_user, member, curator, same):
    (line,) = same("okapi, giraffe")
    remove = f"{ADDRESS}{line.pk}/remove/"
    assert as_user(member).get(ADDRESS).status_code == 404
    assert as_user(member).post(ADDRESS, {"words": "a1, b1"}).status_code == 404
    assert as_user(member).post(remove).status_code == 404
    assert as_user().get(ADDRESS).status_code == 302
    assert as_user(curator).get(remove).status_code == 405
    assert as_user(curator).post(f"{ADDRESS}999999/remove/").status_code == 404
    assert EquivalentWords.objects.count() == 1


def test_number_of_queries_does_not_grow(as_user, curator, same, django_assert_max_num_queries):
    same(*(f"okapi{n}, giraffe{n}" for n in range(30)))
    browser = as_user(curator)
    with django_assert_max_num_queries(8):
        browser.get(ADDRESS)
