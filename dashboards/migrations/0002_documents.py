"""A dashboard becomes one document with versions; its tiles are no rows of their own any more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dashboards.fields

STACKS = {"1": True, "percent": "percent"}


def picture(tile):
    """The kind of picture with its settings, as a document says it."""
    rest = {"stack": STACKS[tile.picture["stack"]]} if tile.picture.get("stack") in STACKS else {}
    if tile.picture.get("trend"):
        rest["trend"] = tile.picture["trend"]
    rest |= {key[2:-1]: text for key, text in tile.picture.items() if key.startswith("c[") and key.endswith("]")}
    return {"type": tile.vis, **rest} if rest else tile.vis


def question(tile):
    """The query; a table of a document has more rows than a query that names no limit."""
    query = dict(tile.query)
    if query.get("explore") == "merge":
        return query
    if tile.vis == "table":
        query.setdefault("limit", 500)
    if query.get("limit", 500) is None:
        query["limit"] = "all"
    return query


def to_documents(apps, schema_editor):
    """Write each dashboard's document from its tiles, and its first version."""
    version = apps.get_model("dashboards", "DashboardVersion")
    for row in apps.get_model("dashboards", "Dashboard").objects.all():
        tiles = {
            f"t{tile.pk}": {
                "title": tile.title,
                "vis": picture(tile),
                "at": [tile.x, tile.y, tile.width, tile.height],
                "query": question(tile),
            }
            for tile in row.tiles.order_by("y", "x", "pk")
        }
        row.content = {"title": row.title, "description": row.description, "tiles": tiles}
        row.save(update_fields=["content"])
        version.objects.create(
            dashboard=row, number=1, content=row.content, saved_at=row.changed_at, saved_by_id=row.changed_by_id
        )


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("dashboard", "content", dashboards.fields.DocumentField(default=dict)),
        migrations.AddField("dashboard", "version", models.PositiveIntegerField(default=1)),
        migrations.CreateModel(
            name="DashboardVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", dashboards.fields.DocumentField()),
                ("saved_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "dashboard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="dashboards.dashboard"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-number"]},
        ),
        migrations.AddConstraint(
            model_name="dashboardversion",
            constraint=models.UniqueConstraint(fields=("dashboard", "number"), name="dashboard_version_unique"),
        ),
        migrations.RunPython(to_documents, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name="Tile"),
    ]
