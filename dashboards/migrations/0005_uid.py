"""A dashboard gets a name that is the same wherever it is carried to."""

import uuid

from django.db import migrations, models


def give_each_one(apps, schema_editor):
    """A default is computed once for all rows that are there."""
    for row in apps.get_model("dashboards", "Dashboard").objects.all():
        row.uid = uuid.uuid4()
        row.save(update_fields=["uid"])


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0004_drafts")]

    operations = [
        migrations.AddField("dashboard", "uid", models.UUIDField(default=uuid.uuid4)),
        migrations.RunPython(give_each_one, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="dashboard",
            constraint=models.UniqueConstraint(fields=("account", "uid"), name="dashboard_uid_unique"),
        ),
    ]
