"""What the other views of the decisions show: lanes over time, and quality beside outcome."""

from django.db.models import Count

from retros.drawing.lanes import lanes_of
from retros.models import Decision, TagDescription

FEWEST = 5  # decisions behind a picture of how they turned out


def chart_of(decisions):
    """Return the lanes of dated decisions, by product or else by project. Run 2 queries.

    Sets `lanes` of each decision: the labels of its lanes.
    """
    products = TagDescription.objects.products()
    on_records = products.names_by("retrospective", {d.retrospective_id for d in decisions})
    on_projects = products.names_by("project", {d.retrospective.project_id for d in decisions})
    by_pk = {decision.pk: decision for decision in decisions}
    items, links = [], []
    for decision in decisions:
        record = decision.retrospective
        named = on_records.get(record.pk, set()) | on_projects.get(record.project_id, set())
        decision.lanes = sorted(named) or [record.project.name]
        items += [(label, decision.decided_on, decision) for label in decision.lanes]
        if decision.is_replaced and decision.superseded_by_id in by_pk:
            links.append((decision, by_pk[decision.superseded_by_id]))
    return lanes_of(items, links)


def matrix_of(decisions):
    """Return how often each outcome and each answer to "same choice again?" come together.

    Also what decisions were based on, by outcome. None for either if there are too few. Run 2
    queries.
    """
    # A queryset of its own, so that nothing else groups the rows.
    counted = Decision.objects.filter(pk__in=decisions.order_by().values("pk")).order_by()
    answers = counted.exclude(outcome="").exclude(same_again="")
    cells = {
        (outcome, again): count
        for outcome, again, count in answers.values_list("outcome", "same_again").annotate(
            number=Count("pk")
        )
    }
    rows = [
        (
            outcome,
            [(again, cells.get((outcome.value, again.value), 0)) for again in Decision.SameAgain],
        )
        for outcome in Decision.Outcome
    ]
    total = sum(cells.values())
    worse, unlucky = _worse(cells)
    return {
        "total": total,
        "rows": _shaded(rows) if total >= FEWEST else None,
        "worse": worse,
        "unlucky": unlucky,
        "sources": _by_source(counted),
        "fewest": FEWEST,
    }


def _worse(cells):
    """Of those that turned out worse, how many there are, and how many would be made again."""
    worse = Decision.Outcome.WORSE
    total = sum(count for (outcome, _), count in cells.items() if outcome == worse)
    return total, cells.get((worse.value, Decision.SameAgain.YES.value), 0)


def _by_source(counted):
    """Rows of (source, total, [(outcome, count)]); without counts where there are too few."""
    found = {}
    outcomes = counted.exclude(outcome="").values_list("sources", "outcome")
    for sources, outcome, count in outcomes.annotate(number=Count("pk")):
        for source in set(sources):
            by_outcome = found.setdefault(source, {})
            by_outcome[outcome] = by_outcome.get(outcome, 0) + count
    rows = []
    for source in Decision.Source:
        by_outcome = found.get(source.value, {})
        if sum(by_outcome.values()) >= FEWEST:
            counts = [(outcome, by_outcome.get(outcome.value, 0)) for outcome in Decision.Outcome]
            rows.append((source, counts))
    return _shaded(rows)


def _shaded(rows):
    """The same with a step from 0 to 4 for each count, by its share of the largest."""
    most = max((count for _, counts in rows for _, count in counts), default=0) or 1
    return [
        (label, [(each, count, -(-4 * count // most)) for each, count in counts])
        for label, counts in rows
    ]
