"""What the other views of the decisions show: lanes over time, and quality beside outcome."""

from django.utils import timezone
from django.utils.formats import date_format

from retros import insights
from retros.drawing.lanes import lanes_of
from retros.models import TagDescription


def chart_of(decisions, as_of):
    """Return the lanes of dated decisions, by product or else by project. Run 2 queries.

    Sets of each decision what stands in the picture and again below it: `lanes`, the labels of its
    lanes, its `day` in words and its `address`, as of the day `as_of` if there is one.
    """
    then = f"?as_of={as_of.isoformat()}" if as_of else ""
    products = TagDescription.objects.products()
    on_records = products.names_by("retrospective", {d.retrospective_id for d in decisions})
    on_projects = products.names_by("project", {d.retrospective.project_id for d in decisions})
    by_pk = {decision.pk: decision for decision in decisions}
    items, links = [], []
    for decision in decisions:
        record = decision.retrospective
        named = on_records.get(record.pk, set()) | on_projects.get(record.project_id, set())
        decision.lanes = sorted(named) or [record.project.name]
        decision.day = date_format(decision.decided_on)
        decision.address = decision.get_absolute_url() + then
        items += [(label, decision.decided_on, decision) for label in decision.lanes]
        if decision.is_replaced and decision.superseded_by_id in by_pk:
            links.append((decision, by_pk[decision.superseded_by_id]))
    return lanes_of(items, links)


def matrix_of():
    """Return how well decisions were made beside how they turned out, and what they were based on.

    Of all that were published when Insights was counted. It takes no filters: the numbers of a part, subtracted
    from those of the whole, could single out a team.
    """
    stored = insights.todays()
    quality, sources = (
        insights.table_of(stored, each) for each in (insights.QUALITY, insights.SOURCES)
    )
    return {
        "quality": _rows(quality, insights.QUALITY),
        "finding": insights.quality(quality, stored.counted_on),
        "sources": _rows(sources, insights.SOURCES),
        "fewest": {"projects": insights.FEWEST_PROJECTS, "teams": insights.FEWEST_TEAMS},
        "counted_on": stored.counted_on,
    }


def _rows(table, question):
    """Rows and columns that hold anything, each cell with a step from 0 to 4 by its share of the largest."""
    day = timezone.localdate()
    held = {column for (_, column), number in table.counts.items() if number != 0}
    columns = {it: label for it, label in question.columns.values(day).items() if it in held}
    most = max((number or 0 for number in table.counts.values()), default=0) or 1
    return [
        {
            "label": question.rows.label_of(line, day),
            "value": line if line in question.rows.values(day) else "",
            "cells": [
                (value, label, number, -(-4 * (number or 0) // most))
                for value, label in columns.items()
                for number in [table.counts[line, value]]
            ],
            "total": table.total(line),
        }
        for line in table.rests
        if table.total(line)
    ]
