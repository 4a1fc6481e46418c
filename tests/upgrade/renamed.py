"""What tables and columns are called now that commit 92ab753 called otherwise.

Whoever renames one adds it here, and nothing else of the tests of upgrades has to change.
"""

from retros.models import UNDATED

# old table: new table
TABLES = {
    "retros_shape": "retros_retrospectivetemplate",
    "retros_notice": "retros_notification",
    "retros_earlierwords": "retros_postrevision",
    "retros_learnedtoo": "retros_ustoo",
    "retros_waitingpicture": "retros_pendingpicture",
}
# (old table, old column): new column
COLUMNS = {
    ("retros_retrospective", "shape_id"): "template_id",
    ("retros_lesson", "same_as_id"): "duplicate_of_id",
    ("retros_risk", "same_as_id"): "duplicate_of_id",
    ("retros_channel", "tells_wall"): "notify_wall_posts",
    ("retros_channel", "tells_retrospective"): "notify_retrospectives",
    ("retros_channel", "tells_kickoff"): "notify_kickoffs",
    ("retros_notice", "trouble"): "error",
    ("retros_digest", "told_until"): "covered_until",
    ("retros_kickofflesson", "statement_seal"): "statement_digest",
    ("retros_kickofflesson", "question_seal"): "question_digest",
    ("retros_learnedtoo", "said_by_id"): "member_id",
    ("retros_wallpost", "waits"): "awaits_review",
    ("retros_earlierwords", "words"): "content",
    ("retros_earlierwords", "until"): "replaced_at",
    ("retros_unansweredsearch", "last_on"): "last_searched_on",
    ("retros_unansweredsearch", "settled_on"): "closed_on",
    ("retros_gathering", "box"): "waiting",
    ("retros_premortem", "box"): "waiting",
}


def as_before(listed):
    """`listed` under the old names, for comparing it with what commit 92ab753 listed."""
    old_tables = {new: old for old, new in TABLES.items()}
    before = {
        old_tables.get(table, table): [_row(old_tables.get(table, table), row) for row in rows]
        for table, rows in listed.items()
    }
    days = {
        row["id"]: (row["published_at"] or row["created_at"])[:10]
        for row in before["retros_retrospective"]
    }
    for row in before["retros_searchentry"]:
        if row["dated_on"] == str(UNDATED):  # the day of an import stood there
            row["dated_on"] = days[row["retrospective_id"]]
            row["year"] = int(row["dated_on"][:4])
    return before


def _row(table, row):
    old = {new: column for (where, column), new in COLUMNS.items() if where == table}
    if isinstance(row.get("waiting"), dict):  # what left an inbox was a column of its own
        row = row | {
            "waiting": row["waiting"].get("waiting", {}),
            "sealed": row["waiting"].get("fingerprints", []),
        }
    return {old.get(column, column): value for column, value in row.items()}


def model_now(app_label, model):
    """(app_label, model) of today's model whose table was that of the old one."""
    table = TABLES.get(f"{app_label}_{model}", f"{app_label}_{model}")
    return app_label, table.removeprefix(f"{app_label}_")
