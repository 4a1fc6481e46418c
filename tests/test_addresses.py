"""Addresses that are looked up once, and filled in from then on."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix

from retros.addresses import address_of


@pytest.fixture
def below_a_folder():
    set_script_prefix("/folder/")
    yield
    set_script_prefix("/")


def test_ids_are_filled_in():
    assert address_of("lesson", 7) == reverse("lesson", args=[7])
    assert address_of("version", 7, 12) == reverse("version", args=[7, 12])


def test_the_folder_of_the_site_is_kept_apart(below_a_folder):
    assert address_of("lesson", 7) == "/folder/lessons/7/"


@pytest.mark.parametrize("pk", [None, "7", "x"])
def test_what_is_no_id_is_refused(pk):
    with pytest.raises((TypeError, ValueError)):
        address_of("lesson", pk)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("lesson", 7),
        ("lesson", "7"),
        ("team", "plattform-süd"),
        ("tag", "c&a"),
        ("join", "token"),
        ("search", None),
    ],
)
def test_templates_name_the_same_addresses_again_and_again(name, given):
    args = [] if given is None else [given]
    template = Template(f"{{% load addresses %}}{{% url '{name}' {'given' if args else ''} %}}")
    try:
        expected = reverse(name, args=args)
    except NoReverseMatch:
        with pytest.raises(NoReverseMatch):
            template.render(Context({"given": given}))
        return
    shown = [template.render(Context({"given": given})) for _ in range(2)]
    assert shown == [expected, expected]


def test_an_address_that_is_none_is_refused_in_templates():
    with pytest.raises(NoReverseMatch):
        Template("{% url 'lesson' pk %}").render(Context({"pk": -1}))
