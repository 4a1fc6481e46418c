"""Pagination."""

from django.core.paginator import Paginator


def page_of(request, rows, *, size=20, shown=None, number=None):
    """Return the page of `rows` for `?page=`, or the nearest existing page.

    `numbers` of it are those to link to, with "…" for those left out. Run 2 queries: one for the
    number of rows, one for the page. With `shown`, a queryset with all that the page shows, a third:
    of `rows` only ids are read, and the rest of these alone. Where rows are counted or joined, the
    database would do it for all of them to order them. `number` of rows, if known, saves a query.
    """
    found = rows if shown is None else rows.values_list("pk", flat=True)
    paginator = Paginator(found, size)
    if number is not None:
        paginator.count = number
    page = paginator.get_page(request.GET.get("page"))
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    if shown is not None:
        by_id = shown.in_bulk(list(page.object_list))
        page.object_list = [by_id[pk] for pk in page.object_list if pk in by_id]
    return page


class InTurn:
    """Several querysets one after the other, to be paged like one.

    Each can be read in the order of an index, which ends where the page does; to sort all by which of
    them they belong to would read them all.
    """

    def __init__(self, querysets):
        self.querysets = querysets

    def count(self):
        return sum(rows.count() for rows in self.querysets)

    def values_list(self, *fields, **options):
        return InTurn([rows.values_list(*fields, **options) for rows in self.querysets])

    def __getitem__(self, part):
        start, stop, found = part.start or 0, part.stop, []
        for rows in self.querysets:
            some = list(rows[start:stop])
            found += some
            passed = start + len(some) if some or not start else rows.count()
            start, stop = max(start - passed, 0), stop - passed
            if stop <= 0:
                break
        return found
