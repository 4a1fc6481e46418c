"""Pagination."""

from django.core.paginator import Paginator


def page_of(request, rows, *, size=20):
    """Return the page of `rows` for `?page=`, or the nearest existing page.

    Run 2 queries: one for the number of rows, one for the page.
    """
    return Paginator(rows, size).get_page(request.GET.get("page"))
