"""The version before still works on the tables of this one, while machines are updated in turn.

A release expands: it adds what the version before can leave out. Only a later one contracts: it
removes or renames what no running version reads, and stands in CONTRACTS with the reason.
"""

import pytest
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.models.fields import NOT_PROVIDED

# The last migrations from before this rule, which no release holds yet or which broke the one before.
BEFORE = {"retros": "0055", "accounts": "0006"}
# {(app, migration): the release that no longer read what it removes}
CONTRACTS: dict[tuple[str, str], str] = {}
REMOVING = {"RemoveField", "RenameField", "DeleteModel", "RenameModel", "AlterModelTable"}


@pytest.fixture(scope="module")
def loader():
    """What knows each migration by itself, also those that squashed ones replace."""
    loader = MigrationLoader(None)
    loader.replace_migrations = False
    loader.build_graph()
    return loader


def must_be_given(field):
    """Whether an INSERT that leaves the column out is refused."""
    is_column = not (field.many_to_many or field.null)
    return is_column and field.db_default is NOT_PROVIDED


def breaks(operation, app, state):
    """Return why the version before stops working after `operation` on `state`, or None."""
    kind = type(operation).__name__
    if kind in REMOVING:
        return f"{kind} takes away what it reads"
    if kind == "AddField" and must_be_given(operation.field):
        return f"{operation.name} has neither null=True nor db_default, and it leaves it out"
    if kind == "AlterField":
        before = state.models[app, operation.model_name_lower].fields[operation.name]
        if before.null and not operation.field.null:
            return f"{operation.name} takes no NULL any more"
        if (before.max_length or 0) > (operation.field.max_length or before.max_length or 0):
            return f"{operation.name} takes less text"
    return None


def breaking(loader, name):
    """Yield what breaks the version before in one migration."""
    state = loader.project_state(name, at_end=False)
    for operation in loader.get_migration(*name).operations:
        if why := breaks(operation, name[0], state):
            yield f"{'.'.join(name)}: {why}"
        operation.state_forwards(name[0], state)


def newer_ones(loader):
    nodes = [node for node in loader.disk_migrations if node[0] in BEFORE]
    return [node for node in nodes if node[1][:4] > BEFORE[node[0]] and node not in CONTRACTS]


def test_version_before_works_on_the_tables_of_this_one(loader):
    assert [why for name in newer_ones(loader) for why in breaking(loader, name)] == []


def test_rule_notices_migrations_that_broke_the_version_before(loader):
    ours = [node for node in loader.graph.nodes if node[0] in BEFORE]
    broken = {node[1] for node in ours if list(breaking(loader, node))}
    assert {"0038_inboxes_without_seals", "0040_plain_wall_names", "0006_csv_separator"} <= broken
    assert not {"0046_minutes_of_a_session", "0050_backups"} & broken


@pytest.mark.parametrize(
    ("field", "is_refused"),
    [
        (models.TextField(), True),
        (models.TextField(default=""), True),
        (models.TextField(null=True), False),
        (models.TextField(db_default=""), False),
        (models.ManyToManyField("retros.Lesson"), False),
    ],
)
def test_column_that_the_version_before_leaves_out_needs_a_value_of_its_own(field, is_refused):
    assert must_be_given(field) is is_refused
