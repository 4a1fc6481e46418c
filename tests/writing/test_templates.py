"""Templates: made, changed and retired by curators; what a retrospective begun with one shows."""

import pytest

from retros.models import Retrospective, RetrospectiveTemplate
from retros.models.retrospective_template import PROMPTS, SECTIONS
from tests import factories

HOSTILE = '<img src=x onerror="alert(1)">"\'<b>'


@pytest.fixture
def curating(as_user, curator):
    return as_user(curator)


@pytest.fixture
def writer(as_user, member):
    return as_user(member)


def typed(**changed):
    words = {"name": "Incident", "place_timeline": "1", "place_lessons": "2", "version": 1}
    return words | {"prompt_timeline": "What could people see then?"} | changed


def begun_with(template, member, **words):
    return factories.RetrospectiveFactory(created_by=member, template=template, **words)


def editor_of(writer, retrospective):
    return writer.get(f"/retrospectives/{retrospective.pk}/edit/")


def sections_in(page):
    """(sections that show, sections kept at hand), each in the order of the page."""
    shown, _, others = page.text.partition('<details class="others"')
    both = [
        sorted(
            (name for name in SECTIONS if f'class="sec" id="{name}"' in part),
            key=lambda name, part=part: part.index(f'class="sec" id="{name}"'),
        )
        for part in (shown, others)
    ]
    return tuple(both)


def test_curator_makes_a_template_that_everyone_is_offered(curating, writer):
    response = curating.post("/templates/new/", typed(description="Something broke."))
    assert response.url == "/templates/"
    template = RetrospectiveTemplate.objects.get()
    assert template.sections == ["timeline", "lessons"]
    assert template.prompts == {"timeline": "What could people see then?"}
    assert template.session_minutes is None
    page = writer.get("/retrospectives/new/").text
    assert "Incident" in page
    assert "Something broke." in page
    assert "Timeline, Lessons" in page


def test_minutes_of_a_session_are_kept_and_checked(curating):
    curating.post("/templates/new/", typed(session_minutes="10"))
    assert RetrospectiveTemplate.objects.get().session_minutes == 10
    refused = curating.post("/templates/new/", typed(name="Another", session_minutes="481"))
    assert refused.status_code == 422 and 'value="481"' in refused.text


def test_sections_stand_where_their_places_say(curating):
    curating.post("/templates/new/", typed(place_timeline="3", place_actions="1"))
    assert RetrospectiveTemplate.objects.get().sections == ["actions", "lessons", "timeline"]


def test_template_of_a_retrospective_begins_with_what_it_uses_and_asks(curating):
    lesson = factories.LessonFactory(published=True)
    source = lesson.retrospective
    Retrospective.objects.filter(pk=source.pk).update(
        goal="Fewer calls.",
        template=factories.RetrospectiveTemplateFactory(prompts={"lessons": "Own words?"}),
    )
    page = curating.get(f"/templates/new/?from={source.pk}")
    form = page.context["form"]
    assert form["place_timeline"].value() == ""
    assert (form["place_lessons"].value(), form["place_story"].value()) == ("1", "2")
    assert form["prompt_lessons"].value() == "Own words?"
    assert lesson.statement not in page.text


def test_template_of_a_retrospective_that_one_may_not_read_is_404(curating):
    draft = factories.RetrospectiveFactory()
    assert curating.get(f"/templates/new/?from={draft.pk}").status_code == 404
    assert curating.get("/templates/new/?from=nothing").status_code == 200


def test_curator_is_offered_to_make_one_where_they_read_and_write(as_user, curator, writer):
    own = factories.RetrospectiveFactory(created_by=curator, published=True)
    for rest in ("", "edit/"):
        page = as_user(curator).get(f"/retrospectives/{own.pk}/{rest}").text
        assert f"/templates/new/?from={own.pk}" in page
    assert "/templates/" not in writer.get(f"/retrospectives/{own.pk}/").text


def test_changed_template_changes_what_was_begun_with_it(curating, writer, member):
    template = factories.RetrospectiveTemplateFactory()
    retrospective = begun_with(template, member)
    curating.post(template.get_absolute_url(), typed(prompt_lessons="What would you tell us?"))
    assert "What would you tell us?" in editor_of(writer, retrospective).text


def test_two_curators_at_once_see_both_versions(curating):
    template = factories.RetrospectiveTemplateFactory()
    curating.post(template.get_absolute_url(), typed(prompt_lessons="Theirs?"))
    response = curating.post(template.get_absolute_url(), typed(prompt_lessons="Mine?"))
    assert response.status_code == 409
    assert "Theirs?" in response.text
    assert "Mine?" in response.text
    merged = typed(prompt_lessons="Both?", version=2)
    assert curating.post(template.get_absolute_url(), merged).status_code == 302


def test_keeping_theirs_works_without_scripts(curating):
    template = factories.RetrospectiveTemplateFactory()
    curating.post(template.get_absolute_url(), typed(prompt_lessons="Theirs?", place_actions="3"))
    mine = typed(prompt_lessons="Mine?", version=2)
    press = {"keep_theirs": "prompt_lessons", "conflicts": ["prompt_lessons", "place_actions"]}
    answer = curating.post(template.get_absolute_url(), mine | press)
    assert answer.status_code == 409
    assert answer.context["form"]["prompt_lessons"].value() == "Theirs?"
    assert [one.field.name for one in answer.context["conflict"]] == ["place_actions"]
    assert answer.context["conflict"][0].theirs == "Position 3"


def test_same_change_twice_is_no_conflict(curating):
    template = factories.RetrospectiveTemplateFactory()
    answers = [curating.post(template.get_absolute_url(), typed()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_change_without_a_version_is_refused(curating):
    template = factories.RetrospectiveTemplateFactory()
    assert curating.post(template.get_absolute_url(), {"name": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "\u200b"),
        ("name", "x" * 61),
        ("name", "  known   TEMPLATE "),
        ("description", "x" * 201),
        ("prompt_lessons", "x" * 301),
        ("place_lessons", ""),
        ("place_timeline", "7"),
    ],
)
def test_bad_input_is_kept_with_an_error(curating, name, value):
    factories.RetrospectiveTemplateFactory(name="Known template")
    response = curating.post("/templates/new/", typed(**{name: value}))
    assert response.status_code == 422
    assert f'id="id_{name}_error"' in response.text
    assert "What could people see then?" in response.text
    assert RetrospectiveTemplate.objects.count() == 1


def test_retired_template_is_not_offered_but_stays_where_it_was_chosen(curating, writer, member):
    template = factories.RetrospectiveTemplateFactory(name="Old habits", sections=["lessons"])
    retrospective = begun_with(template, member)
    curating.post(f"{template.get_absolute_url()}retire/")
    assert "Old habits" not in writer.get("/retrospectives/new/").text
    assert sections_in(editor_of(writer, retrospective))[0] == ["lessons"]
    curating.post(f"{template.get_absolute_url()}offer/")
    assert "Old habits" in writer.get("/retrospectives/new/").text


def test_retrospective_begins_with_the_chosen_template(writer):
    template = factories.RetrospectiveTemplateFactory()
    words = {"title": "Outage", "project_name": "Tills", "way": str(template.pk)}
    writer.post("/retrospectives/new/", words)
    assert Retrospective.objects.get().template == template


def test_template_retired_meanwhile_gets_an_error_next_to_the_choice(writer):
    template = factories.RetrospectiveTemplateFactory()
    template.retire()
    words = {"title": "Outage", "project_name": "Tills", "way": str(template.pk)}
    response = writer.post("/retrospectives/new/", words)
    assert response.status_code == 422
    assert "Outage" in response.text


def test_editor_shows_the_sections_of_the_template_in_its_order_and_keeps_the_others(
    writer, member
):
    retrospective = begun_with(
        factories.RetrospectiveTemplateFactory(sections=["actions", "lessons"]), member
    )
    assert sections_in(editor_of(writer, retrospective)) == (
        ["actions", "lessons"],
        ["story", "timeline", "decisions", "observations"],
    )


def test_section_with_something_in_it_is_never_hidden(writer, member):
    retrospective = begun_with(
        factories.RetrospectiveTemplateFactory(sections=["lessons"]), member, goal="Less."
    )
    factories.DecisionFactory(retrospective=retrospective)
    shown, _ = sections_in(editor_of(writer, retrospective))
    assert shown == ["lessons", "story", "decisions"]


def test_without_a_template_everything_shows(writer, member):
    assert sections_in(editor_of(writer, begun_with(None, member))) == (list(SECTIONS), [])


def test_prompts_of_the_template_stand_at_their_places_and_the_others_stay(writer, member):
    own = {key: f"Own words for {key}?" for key in PROMPTS if key != "decisions"}
    retrospective = begun_with(factories.RetrospectiveTemplateFactory(prompts=own), member)
    page = editor_of(writer, retrospective).text
    for words in own.values():
        assert words in page
    assert PROMPTS["decisions"].words in page
    address = f"/retrospectives/{retrospective.pk}/edit/observations/new/?kind=wrong"
    assert own["wrong"] in writer.get(address).text


def test_template_changes_no_rule_of_publishing(writer, member):
    retrospective = begun_with(factories.RetrospectiveTemplateFactory(), member)
    response = writer.post(f"/retrospectives/{retrospective.pk}/publish/")
    assert "Add a lesson" in response.text


def test_hostile_words_are_only_words(curating, writer, member):
    words = {f"prompt_{key}": HOSTILE for key in PROMPTS}
    curating.post("/templates/new/", typed(name=HOSTILE, description=HOSTILE, **words))
    template = RetrospectiveTemplate.objects.get()
    retrospective = begun_with(template, member)
    pages = [
        curating.get("/templates/"),
        curating.get(template.get_absolute_url()),
        writer.get("/retrospectives/new/"),
        editor_of(writer, retrospective),
        writer.get(f"/retrospectives/{retrospective.pk}/edit/timeline/new/"),
    ]
    assert all("<img src=x" not in page.text for page in pages)


@pytest.mark.parametrize("address", ["", "new/", "{pk}/", "{pk}/retire/", "{pk}/offer/"])
def test_only_curators_meet_these_pages(as_user, member, address):
    address = "/templates/" + address.format(pk=factories.RetrospectiveTemplateFactory().pk)
    for method in ("get", "post"):
        assert "/accounts/login/" in getattr(as_user(), method)(address).url
        if "retire" not in address and "offer" not in address and method == "get":
            assert as_user(member).get(address).status_code == 404
    if address != "/templates/":
        assert as_user(member).post(address, typed()).status_code == 404


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", ""),
        ("put", "new/"),
        ("put", "{pk}/"),
        ("get", "{pk}/retire/"),
        ("get", "{pk}/offer/"),
    ],
)
def test_wrong_methods_are_refused(curating, method, address):
    address = "/templates/" + address.format(pk=factories.RetrospectiveTemplateFactory().pk)
    assert getattr(curating, method)(address).status_code == 405


def test_number_of_queries_does_not_grow_with_templates(
    curating, writer, django_assert_max_num_queries
):
    for browser, address in ((curating, "/templates/"), (writer, "/retrospectives/new/")):
        factories.RetrospectiveTemplateFactory.create_batch(2)
        with django_assert_max_num_queries(20) as few:
            browser.get(address)
        factories.RetrospectiveTemplateFactory.create_batch(10)
        with django_assert_max_num_queries(len(few)):
            browser.get(address)
