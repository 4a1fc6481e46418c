from django.db import migrations, models


def keep_filled_teams(apps, schema_editor):
    """Let teams go on that a sign-in or the directory filled already; curators accept the others."""
    filled = apps.get_model("accounts", "Membership").objects.exclude(origin="by_hand")
    teams = apps.get_model("accounts", "Team").objects.filter(pk__in=filled.values("team"))
    teams.update(follows_groups=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0021_settings_digests")]

    operations = [
        migrations.AddField(
            model_name="team",
            name="follows_groups",
            field=models.BooleanField("people of its group join", default=False, db_default=False),
        ),
        migrations.RunPython(keep_filled_teams, migrations.RunPython.noop),
    ]
