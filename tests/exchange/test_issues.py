"""Issues of GitHub and GitLab that hold retrospectives."""

import csv
import io
import json
from datetime import date

import pytest

from retros.exchange import UnreadableDocument, read, store

pytestmark = pytest.mark.usefixtures("converted_here")

BODY = """\
<!-- Please fill in every section. -->
## What went well
- The night shift knew the plan

## What went wrong
- The permit came late

## Action items
- [ ] Ask for the permit in March

/label ~retrospective
"""
LABELS = ["retrospective", "team::harbor"]
PEOPLE = {"login": "wek", "name": "Wilma Ek"}
# As `gh issue list --json number,title,body,labels,createdAt,author,comments,url` writes it.
GH = [
    {
        "author": PEOPLE,
        "body": BODY.replace("\n", "\r\n"),
        "comments": [{"author": PEOPLE, "body": "I was there."}],
        "createdAt": "2024-03-05T09:30:00Z",
        "labels": [{"id": "L1", "name": name, "color": "d73a4a"} for name in LABELS],
        "number": 7,
        "title": "Retrospective: new quay",
        "url": "https://github.com/harbor/quay/issues/7",
    },
    {"body": "", "createdAt": "2024-03-06T09:30:00Z", "labels": [], "title": "To do"},
]
REST = [
    {
        "url": "https://api.github.com/repos/harbor/quay/issues/7",
        "html_url": "https://github.com/harbor/quay/issues/7",
        "title": "Retrospective: new quay", "user": {"login": "wek"}, "body": BODY,
        "labels": [{"name": name} for name in LABELS], "created_at": "2024-03-05T09:30:00Z",
    },
    {"title": "Build the quay", "body": BODY, "pull_request": {"url": "https://a.example"}},
]  # fmt: skip
GITLAB = [
    {
        "iid": 7, "title": "Retrospective: new quay", "description": BODY, "labels": LABELS,
        "created_at": "2024-03-05T09:30:00.000Z", "author": {"name": "Wilma Ek"},
        "web_url": "https://gitlab.example.org/harbor/quay/-/issues/7",
    }
]  # fmt: skip


def gitlab_csv():
    """As "Export as CSV" of a project's issues in GitLab."""
    stream = io.StringIO()
    rows = csv.writer(stream)
    header = (
        "Issue ID,URL,Title,State,Description,Author,Author Username,Assignee,Assignee Username,"
        "Confidential,Locked,Due Date,Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,"
        "Weight,Labels,Time Estimate,Time Spent"
    )
    rows.writerow(header.split(","))
    rows.writerow(
        ["7", GITLAB[0]["web_url"], GITLAB[0]["title"], "Open", BODY, "Wilma Ek", "wek", "", "",
         "No", "No", "", "2024-03-05 09:30:00", "2024-03-05 09:30:00", "", "", "",
         ",".join(LABELS), "0", "0"]
    )  # fmt: skip
    return stream.getvalue().encode()


FILES = {
    "gh.json": json.dumps(GH).encode(),
    "rest.json": json.dumps(REST).encode(),
    "one.json": json.dumps(REST[0]).encode(),
    "search.json": json.dumps({"total_count": 2, "items": REST}).encode(),
    "gitlab.json": json.dumps(GITLAB).encode(),
    "gitlab.csv": gitlab_csv(),
}


@pytest.mark.parametrize("name", FILES)
def test_issue_becomes_a_retrospective(name):
    document = read(name, FILES[name])
    assert document.also == []
    assert (document.title, document.held_on) == ("Retrospective: new quay", date(2024, 3, 5))
    assert (document.tags, document.project_name) == (LABELS, "quay")
    assert [seen.kind for seen in document.observations] == ["well", "wrong"]
    assert [item.text for item in document.actions] == ["Ask for the permit in March"]
    assert "quay" in document.context and "/label" not in document.context
    assert "fill in" not in document.context


@pytest.mark.parametrize("name", FILES)
def test_people_and_comments_stay_out(name):
    document = read(name, FILES[name])
    for left_out in ("Wilma", "wek", "I was there"):
        assert left_out not in str(document)
    assert "Comments and people of the issue are left out." in document.warnings


def test_what_is_left_out_is_said():
    assert "Left out: 1 pull request." in read("rest.json", FILES["rest.json"]).warnings
    said = read("gh.json", FILES["gh.json"]).warnings
    assert "Issues without a text are left out: 1." in said


def test_date_in_the_title_counts_more_than_the_day_of_the_issue():
    issue = GITLAB[0] | {"title": "Post-mortem of 3 February 2024"}
    assert read("a.json", json.dumps([issue]).encode()).held_on == date(2024, 2, 3)


def test_each_issue_is_its_own_document():
    second = GITLAB[0] | {"title": "Retrospective: old quay"}
    first = read("a.json", json.dumps([GITLAB[0], second]).encode())
    assert [each.title for each in first.each()] == [GITLAB[0]["title"], second["title"]]
    assert len({each.source_hash for each in first.each()}) == 2


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([{"title": "A", "body": ""}], "None of these issues has a text"),
        ([{"title": 7, "body": "x"}], "holds no issues with texts"),
        ({"description": "A package", "name": "a"}, "holds no issues with texts"),
        ([{"title": "A", "body": "b"}] * 101, "The limit is 100 per file"),
        ([None, "body", ["body"]], "holds no Trello board"),
        ([{"title": "A", "body": "b" * 4_100_000}], "more than 4 MB of text"),
    ],
)
def test_what_can_not_be_read_says_why(found, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read("a.json", json.dumps(found).encode())


@pytest.mark.parametrize(
    "odd",
    [None, 7, [], {}, "", "---\na: &x [*x]\n---", "\x00\x01", "=1+1", "<script>1</script>", "a" * 9_000],
)  # fmt: skip
def test_odd_values_are_no_error_of_ours(odd):
    issue = {"title": "A", "body": "b", "labels": [odd], "createdAt": odd, "url": odd}
    assert read("a.json", json.dumps([issue, issue | {"body": odd}]).encode()).title == "A"


@pytest.mark.both_databases
def test_issues_are_stored_once(member):
    reports = [store(read(n, FILES["gh.json"]), owner=member) for n in ("a.json", "b.json")]
    assert [report.is_new for report in reports] == [True, False]
