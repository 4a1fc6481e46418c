"""What tables and columns are called now that commit 92ab753 called otherwise.

Whoever renames one adds it here, and nothing else of the tests of upgrades has to change.
"""

TABLES = {}  # old table: new table
COLUMNS = {}  # (old table, old column): new column


def as_before(listed):
    """`listed` under the old names, for comparing it with what commit 92ab753 listed."""
    old_tables = {new: old for old, new in TABLES.items()}
    return {
        old_tables.get(table, table): [_row(old_tables.get(table, table), row) for row in rows]
        for table, rows in listed.items()
    }


def _row(table, row):
    old = {new: column for (where, column), new in COLUMNS.items() if where == table}
    return {old.get(column, column): value for column, value in row.items()}


def model_now(app_label, model):
    """(app_label, model) of today's model whose table was that of the old one."""
    table = TABLES.get(f"{app_label}_{model}", f"{app_label}_{model}")
    return app_label, table.removeprefix(f"{app_label}_")
