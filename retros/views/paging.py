"""Long lists come a page at a time."""

from django.core.paginator import Paginator


def page_of(request, rows, *, size=20):
    """The page of `rows` that `?page=` asks for; the nearest one if there is no such page.

    Two queries: the number of rows, and the page's.
    """
    return Paginator(rows, size).get_page(request.GET.get("page"))
