import django.db.models.deletion
from django.db import migrations, models


def _column(model, name, to):
    link = models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=to
    )
    return migrations.AddField(model_name=model, name=name, field=link)


class Migration(migrations.Migration):
    dependencies = [("retros", "0083_reports_of_events")]

    operations = [
        _column("report", "kickoff", "retros.kickoff"),
        _column("report", "path", "retros.readingpath"),
        _column("question", "kickoff", "retros.kickoff"),
        _column("question", "path", "retros.readingpath"),
    ]
