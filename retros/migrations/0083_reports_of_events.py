import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0082_proposed_paths")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="event",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="retros.timelineevent",
            ),
        ),
    ]
