"""Retrospectives: the list, the page of one, and its Markdown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.views.decorators.http import require_safe

from retros.access import fetch_parts, readable_retrospective, readable_title
from retros.drawing.timeline import stretches_of
from retros.drawing.timeline_chart import axis_of
from retros.exchange import address_here, retrospective_markdown
from retros.filters import RetrospectiveFilter
from retros.kept_html import BETWEEN_PARTS, Page, kept_html, render_to_keep, with_token
from retros.models import Category, KickoffLesson, Observation, Retrospective
from retros.views.paging import InTurn, page_of
from retros.views.questions.conversations import conversation_of, quiet_conversation


@require_safe
def retrospectives(request):
    """List published retrospectives; with `?status=`, own drafts or archived ones."""
    filters = RetrospectiveFilter(request.GET, request.user)
    page = page_of(
        request, InTurn(filters.in_turn()).values_list("pk", flat=True), number=filters.number()
    )
    context = {"filters": filters, "page": page, "rows": _rows(page.object_list, request.user)}
    return render(request, "retrospectives/list.html", context)


def _rows(pks, user):
    """Return the rows of a list as HTML. One query if they are kept."""
    if not pks:
        return ""

    def rows():
        by_id = Retrospective.objects.visible_to(user).for_rows().in_bulk(pks)
        found = [by_id[pk] for pk in pks if pk in by_id]
        return render_to_keep("retrospectives/_rows.html", {"retrospectives": found})

    (html,) = kept_html(Page("retrospective rows", tuple(pks)), (), rows)
    return html


@require_safe
def retrospective(request, pk):
    """Show a retrospective. Two queries if it is kept."""
    user, found = request.user, readable_title(request.user, pk)
    rights = found.may_edit, user.is_curator
    page = Page("retrospective", (pk,))
    top, body, quiet = kept_html(page, rights, lambda: _kept(user, pk, found.may_edit))
    context = {
        "retrospective": found,
        "may_edit": found.may_edit,
        "readers": _readers(found) if found.is_draft else "",
        "top": top,
        "body": body,
        "quiet_conversation": with_token(quiet, request),
        "conversation": None if quiet else conversation_of(found, user),
    }
    return render(request, "retrospectives/detail.html", context)


def _kept(user, pk, may_edit):
    """Return all of the page that does not depend on the request, as three parts."""
    record = readable_retrospective(user, pk)
    fetch_parts([record], user)
    lessons = _by_category(record.lessons.all())
    context = {
        "retrospective": record,
        "may_edit": may_edit,
        "may_restore": may_edit or user.is_curator,
        "is_curator": user.is_curator,
        "stretches": stretches_of(record.timeline_events.all()),
        "axis": axis_of(record.timeline_events.all()),
        "columns": _columns(record.observations.all()),
        "lessons": lessons,
        "choices": _kickoff_choices(record, user),
    }
    context["contents"] = _contents(record, context["choices"])
    html = render_to_keep("retrospectives/_kept.html", context)
    return html + BETWEEN_PARTS + quiet_conversation(record, may_edit)


@require_safe
def markdown(request, pk):
    """Return a retrospective as a Markdown document."""
    record = readable_retrospective(request.user, pk)
    fetch_parts([record], request.user)
    response = HttpResponse(
        retrospective_markdown(record, address_here), content_type="text/markdown; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="retrospective-{record.pk}.md"'
    return response


def _readers(draft):
    """Return a description of who can read a draft. Run one query."""
    guests = draft.invited.count()
    people = ["its author"]
    if draft.facilitator_id and draft.facilitator_id != draft.created_by_id:
        people.append("its facilitator")
    if draft.project.team:
        people.append(f"the team {draft.project.team.name}")
    if guests:
        people.append("1 invited person" if guests == 1 else f"{guests} invited people")
    return get_text_list(people, "and")


def _columns(observations):
    """Return observations by kind, [(kind, label, observations)], without empty kinds."""
    columns = [
        (value, label, [note for note in observations if note.kind == value])
        for value, label in Observation.Kind.choices
    ]
    return [column for column in columns if column[2]]


def _by_category(lessons):
    """Return lessons sorted by category, in their own order within each."""
    order = list(Category.values)
    return sorted(lessons, key=lambda lesson: order.index(lesson.category))


def _kickoff_choices(record, user):
    """Return what the project's kickoffs chose, with the results."""
    choices = KickoffLesson.objects.visible_to(user).for_project(record.project).chosen()
    return choices.with_items()


def _contents(record, choices):
    """Return the table of contents: [(anchor, title, number or "")]."""
    parts = [
        ("goal", "Goal and result", bool(record.goal or record.measured or record.result)),
        ("context", "Context", bool(record.context)),
        ("surprise", "What surprised us", bool(record.surprise)),
        ("timeline", "Timeline", record.timeline_events.all()),
        ("decisions", "Decisions", record.decisions.all()),
        ("observations", "Observations", record.observations.all()),
        ("lessons", "Lessons", record.lessons.all()),
        ("kickoff", "From the kickoff", choices),
        ("actions", "Action items", record.action_items.all()),
    ]
    return [
        (anchor, words, "" if held is True else len(held)) for anchor, words, held in parts if held
    ]
