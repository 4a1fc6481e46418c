"""Insights: nine questions about what the organization learns, and the rows behind each number.

The pages take no filters: what can be asked is what is shown, so there is nothing to subtract.
"""

import csv
from io import StringIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from retros import insights
from retros.access import must_be_curator
from retros.kept_html import Page, kept_html, render_to_keep
from retros.views.insights.rows import listed
from retros.views.paging import page_of

TOO_FEW = "too few to say"


@require_safe
def page(request):
    """Show the nine questions, each with a picture, its numbers and what could be done."""
    stored, fewest = insights.todays(), _fewest()
    kept = Page("insights", (stored.pk,))
    (content,) = kept_html(kept, (), lambda: _content(stored, fewest))
    context = {"content": content, "counted_on": stored.counted_on, "fewest": fewest}
    return render(request, "insights/page.html", context)


def _fewest():
    return {"projects": insights.FEWEST_PROJECTS, "teams": insights.FEWEST_TEAMS}


def _content(stored, fewest):
    pictures = insights.pictures_of(stored)
    context = {
        "pictures": pictures,
        "says_anything": any(picture.rows for picture in pictures),
        "fewest": fewest,
    }
    return render_to_keep("insights/_content.html", context)


@require_POST
def recount(request):
    """Count everything again now, for curators."""
    must_be_curator(request.user)
    insights.recount()
    messages.success(request, "Counted again, with everything up to now.")
    return redirect("insights")


@require_safe
def rows(request, slug, row, column):
    """List what one number counts. What is hidden answers like what does not exist."""
    stored = insights.todays()
    question = insights.TABLES[slug]
    if not insights.table_of(stored, question).counts.get((row, column)):
        raise Http404
    found = listed(question, question.behind(stored.counted_on, row, column), request.user)
    context = {
        "question": question,
        "row": question.rows.label_of(row, stored.counted_on),
        "column": question.columns.values(stored.counted_on)[column],
        "page": page_of(request, found),
    }
    return render(request, "insights/rows.html", context)


@require_safe
def table(request, slug):
    """Return the numbers of a picture as CSV, as they are shown: hidden ones say so."""
    stored = insights.todays()
    picture = insights.picture_of(stored, slug)
    text = StringIO()
    writer = csv.writer(text, delimiter=request.user.csv_separator, quoting=csv.QUOTE_ALL)
    heading = [picture.question.title, *picture.columns.values()]
    writer.writerow([*heading, "Others, too few each", "Total"])
    for shown in picture.rows:
        numbers = [TOO_FEW if number is None else number for _, number in shown.numbers]
        writer.writerow([shown.label, *numbers, shown.rest, shown.total])
    for label in picture.hidden:
        writer.writerow([label, *[TOO_FEW] * (len(picture.columns) + 2)])
    # With the mark, or Excel takes UTF-8 for Windows-1252.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"insights-{slug}-{stored.counted_on}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
