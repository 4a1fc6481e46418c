"""Making all tables of a new database at once."""

from django.db import migrations


class InOneStep(migrations.Migration):
    """Makes its tables once all of them are described, which no operation here keeps from it.

    Django would build its models anew after each operation, with all that are related to them.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        vars(project_state).pop("apps", None)
        state = self.mutate_state(project_state, preserve=False)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, state, state)
        return state
