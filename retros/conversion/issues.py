"""Issues in the JSON of GitHub's and GitLab's interfaces to the columns of GitLab's CSV.

Read are what `gh issue list --json title,body,labels,createdAt,url` and `glab issue list -O json`
write, and the answers of both REST interfaces, single or in a list.
"""

import csv
import json
from io import StringIO

from retros.conversion.children import Converted
from retros.conversion.packages import Refused

_HEADER = ("Title", "Description", "Labels", "Created At (UTC)", "URL")
_MOST_CHARACTERS = 4_000_000
_TEXTS = ("body", "description")
_CREATED = ("createdAt", "created_at")
_ADDRESSES = ("html_url", "web_url", "url")


def convert(data, *, with_authors):
    """Return the Converted of a list of issues, whose `tables` hold them as CSV. Raises Refused.

    People and comments are left out, and pull requests, which GitHub lists as issues.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused("This JSON is damaged. Please export the issues again.") from None
    listed = [it for it in _listed(found) if isinstance(it, dict) and _first(it, ["title"])]
    issues = [it for it in listed if not it.get("pull_request")]
    if not any(name in it for it in issues for name in _TEXTS):
        raise Refused("This JSON holds no issues with texts. Please export their bodies, too.")
    stream = StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(_HEADER)
    for issue in issues:
        rows.writerow(_row(issue))
        if stream.tell() > _MOST_CHARACTERS:
            raise Refused("These issues hold more than 4 MB of text. Please export fewer.")
    warnings = []
    if left := len(listed) - len(issues):
        warnings.append(f"Left out: {left} pull request{'' if left == 1 else 's'}.")
    return Converted("", warnings, tables={"issues": f"sep=,\n{stream.getvalue()}"})


def _listed(found):
    if isinstance(found, dict):
        inner = next(
            (found[k] for k in ("items", "issues") if isinstance(found.get(k), list)), None
        )
        return [found] if inner is None else inner
    return found if isinstance(found, list) else []


def _row(issue):
    labels = issue.get("labels") if isinstance(issue.get("labels"), list) else []
    names = [it if isinstance(it, str) else _first(it, ["name"]) for it in labels]
    return [
        _first(issue, ["title"]),
        _first(issue, _TEXTS).replace("\r\n", "\n"),
        ",".join(filter(None, (name.replace(",", " ") for name in names))),
        _first(issue, _CREATED),
        _first(issue, _ADDRESSES),
    ]


def _first(value, names):
    """The first of these fields that is a text, or ""."""
    if not isinstance(value, dict):
        return ""
    return next((value[name] for name in names if isinstance(value.get(name), str)), "")
