from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0078_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrecord",
            name="names_left_out",
            field=models.BooleanField(editable=False, null=True),
        ),
    ]
