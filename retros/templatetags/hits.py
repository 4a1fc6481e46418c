"""What a search found: thirty hits on a page, too many to render each by a template."""

from html import escape

from django import template
from django.utils.dateformat import format as format_date
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from retros.addresses import address_of_slug
from retros.templatetags.icons import icon

register = template.Library()

_AUTO = ' dir="auto"'


@register.simple_tag
def found_in_one(group):
    """Return an article about the Group `group`: its best hit, and a few more of the same retrospective."""
    hit = group.lead
    passage = f'<p class="why" dir="auto">{conditional_escape(hit.snippet)}</p>'
    return mark_safe(
        f'<article class="card hit{_color(hit)}{" retired" * hit.is_retired}">'
        f'<span class="tile{"" if hit.category else " plain"}">{icon(hit.icon)}</span>'
        f'<div><p class="top">{_kind(hit)}</p>'
        f'<h3 dir="auto">{_link(hit.url, conditional_escape(hit.marked_title))}</h3>'
        f'{passage if hit.snippet else ""}<p class="src">{_source(hit)}</p></div>{_others(group)}</article>'
    )


def _color(hit):
    return f" c-{hit.category}" if hit.category else ""


def _kind(hit):
    parts = [f'<span class="cat">{hit.category_label}</span>'] if hit.category else []
    parts.append(f'<span class="seen">{hit.kind_label}</span>')
    if (times := hit.occurrence_count) > 1:
        parts.append(f'<span class="seen">{icon("repeat")}Learned {times} times</span>')
    badges = {
        '<span class="badge accent">Draft</span>': hit.is_draft,
        '<span class="badge">Retired</span>': hit.is_retired,
        '<span class="badge">No longer stands</span>': hit.is_replaced,
    }
    return " ".join((*parts, *(badge for badge, is_shown in badges.items() if is_shown)))


def _source(hit):
    parts = []
    if hit.retrospective and hit.kind != "retrospective":
        parts.append(_link(hit.retrospective_url, escape(hit.retrospective)))
    if hit.project:
        parts.append(_link(address_of_slug("project", hit.project_slug), escape(hit.project)))
    if hit.team:
        team = address_of_slug("team", hit.team_slug)
        parts.append(_link(team, escape(hit.team), _AUTO))
    if hit.dated_on:
        parts.append(f"<span>{format_date(hit.dated_on, 'F Y')}</span>")
    return " ".join(parts)


def _others(group):
    if not group.others:
        return ""
    more = _link(group.lead.retrospective_url, f"{group.left} more in this retrospective")
    left = f'<p class="seen">{more}</p>' if group.left else ""
    return (
        '<div class="also"><h4>Also in this retrospective</h4>'
        f"<ul>{''.join(map(_other, group.others))}</ul>{left}</div>"
    )


def _other(hit):
    category = f'<span class="cat{_color(hit)}">{icon(hit.category)}{hit.category_label}</span>'
    standing = ", no longer stands" * hit.is_replaced
    return (
        f"<li>{category if hit.category else ''}"
        f'<span class="seen">{hit.kind_label}{standing}</span>'
        f"{_link(hit.url, conditional_escape(hit.marked_title), _AUTO)}</li>"
    )


def _link(address, words, attributes=""):
    return f'<a href="{escape(address)}"{attributes}>{words}</a>'
