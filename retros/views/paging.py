"""Pagination."""

from django.core.paginator import Paginator


def page_of(request, rows, *, size=20, shown=None):
    """Return the page of `rows` for `?page=`, or the nearest existing page.

    `numbers` of it are those to link to, with "…" for those left out. Run 2 queries: one for the
    number of rows, one for the page. With `shown`, a queryset with all that the page shows, a third:
    of `rows` only ids are read, and the rest of these alone. Where rows are counted or joined, the
    database would do it for all of them to order them.
    """
    found = rows if shown is None else rows.values_list("pk", flat=True)
    paginator = Paginator(found, size)
    page = paginator.get_page(request.GET.get("page"))
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    if shown is not None:
        by_id = shown.in_bulk(list(page.object_list))
        page.object_list = [by_id[pk] for pk in page.object_list if pk in by_id]
    return page
