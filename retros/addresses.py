"""Addresses of pages: lists name hundreds, and to look one up takes forty times as long as to fill it in."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

_STAND_IN = 2**62  # no id: this and what follows stand for ids where an address is kept


def address_of(name: str, *pks: int) -> str:
    """Return what `reverse` returns for the page `name` with the ids `pks`, not below 0."""
    return _pattern(name, len(pks), get_urlconf(), get_script_prefix()).format(*pks)


def address_of_slug(name: str, slug: str) -> str:
    """Return what `reverse` returns for the page `name` of `slug`, which is no secret: it is kept."""
    return _address(name, slug, get_urlconf(), get_script_prefix())


@lru_cache(1_000)
def _address(name, slug, urlconf, _prefix):
    return reverse(name, urlconf, args=[slug])


@lru_cache(500)
def _pattern(name, number, urlconf, _prefix):
    stand_ins = range(_STAND_IN, _STAND_IN + number)
    pattern = reverse(name, urlconf, args=stand_ins).replace("{", "{{").replace("}", "}}")
    for place, it in enumerate(stand_ins):
        pattern = pattern.replace(str(it), f"{{{place}:d}}")
    return pattern
