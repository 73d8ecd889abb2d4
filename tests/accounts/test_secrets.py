"""What people entrust to us is opened by us alone, in its own place, and shown nowhere."""

from __future__ import annotations

import copy
import io
import os
import pickle
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.contrib.admin.utils import display_for_field
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.forms import model_to_dict, modelform_factory
from rest_framework.serializers import ModelSerializer

from accounts.rotation import rotate
from accounts.sealed import EncryptedField, Sealed
from accounts.secrets import SecretProblem, seal, unseal
from config import env

BASE = Path(__file__).resolve().parents[2]
SECRET = {"password": "hunter2 é"}


class Vault(models.Model):
    """A table of this test's own."""

    name = models.CharField(max_length=20)
    secret = EncryptedField(purpose="a vault")

    class Meta:
        app_label = "accounts"
        managed = False
        db_table = "test_vault"


@pytest.fixture
def vaults(db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE test_vault (id bigserial PRIMARY KEY, name text, secret text)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_vault")


def raw(vault: Vault) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM test_vault WHERE id = %s", [vault.pk])
        return str(cursor.fetchone()[0])


def test_what_is_sealed_opens_again_and_no_two_seals_are_alike() -> None:
    sealed = seal(SECRET, "a vault")
    assert unseal(sealed, "a vault") == SECRET
    assert "hunter2" not in sealed and sealed != seal(SECRET, "a vault")


def test_a_sealed_value_does_not_open_elsewhere() -> None:
    with pytest.raises(SecretProblem, match="sealed for something else"):
        unseal(seal(SECRET, "a vault"), "a safe")


@pytest.mark.parametrize("broken", ["", "x", "é", "gAAAAA", seal(SECRET, "a vault")[:-4] + "AAA="])
def test_what_was_changed_does_not_open_and_the_error_says_what_to_do(broken: str) -> None:
    with pytest.raises(SecretProblem, match=r"a vault does not open.*SEXTANT_SECRETS_KEYS.*enter the secret again"):
        unseal(broken, "a vault")


def test_a_secret_is_text_alone() -> None:
    with pytest.raises(TypeError):
        seal({"password": 1}, "a vault")  # type: ignore[dict-item]


def test_older_keys_open_and_the_first_seals(settings: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SECRETS_KEYS = [old]
    sealed = seal(SECRET, "a vault")
    settings.SECRETS_KEYS = [new, old]
    assert unseal(sealed, "a vault") == SECRET
    fresh = seal(SECRET, "a vault")
    settings.SECRETS_KEYS = [new]
    assert unseal(fresh, "a vault") == SECRET
    with pytest.raises(SecretProblem):
        unseal(sealed, "a vault")


def test_a_column_takes_a_secret_and_tells_it_only_when_opened(vaults: None) -> None:
    vault = Vault.objects.create(name="one", secret=SECRET)
    again = Vault.objects.get()
    assert again.secret.open() == vault.secret.open() == SECRET
    assert "hunter2" not in raw(vault)
    assert Vault.objects.only("name").get().secret.open() == SECRET
    again.name = "two"
    again.save()
    assert Vault.objects.get().secret.open() == SECRET


def test_a_secret_is_shown_nowhere(vaults: None) -> None:
    vault = Vault.objects.create(name="one", secret=SECRET)
    column = Vault._meta.get_field("secret")
    serializer = type("S", (ModelSerializer,), {"Meta": type("Meta", (), {"model": Vault, "fields": "__all__"})})
    shown = [
        *(repr(vault.secret), str(vault.secret), f"{vault.__dict__}", str(serializer(vault).data)),
        *(
            serializers.serialize("json", [vault]),
            str(model_to_dict(vault)),
            display_for_field(vault.secret, column, ""),
        ),
        str(modelform_factory(Vault, fields="__all__")(instance=vault)),
    ]
    assert [text for text in shown if "hunter2" in text or raw(vault) in text] == []


def test_a_secret_gets_into_no_queue_and_no_cache(vaults: None) -> None:
    vault = Vault.objects.create(secret=SECRET)
    with pytest.raises(TypeError, match="pass the id of its row"):
        pickle.dumps(vault)
    assert copy.deepcopy(vault).secret.open() == SECRET


def test_an_empty_secret_is_empty_and_plain_text_is_refused(vaults: None) -> None:
    for nothing in ({}, "", None):
        vault = Vault.objects.create(secret=nothing)
        assert not vault.secret and vault.secret.open() == {} and str(vault.secret) == ""
    with pytest.raises(TypeError, match="names and values"):
        Vault(secret="hunter2")


def test_the_column_is_the_same_in_a_migration() -> None:
    _, _, positional, named = EncryptedField(purpose="a vault").deconstruct()
    assert (positional, named) == ([], {"purpose": "a vault"})


def test_rotation_seals_everything_with_the_newest_key(vaults: None, settings: Any, capsys: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SECRETS_KEYS = [old]
    Vault.objects.create(secret=SECRET)
    Vault.objects.create()
    settings.SECRETS_KEYS = [new, old]
    Vault.objects.create(secret=SECRET)
    call_command("rotate_secrets")
    assert "1 sealed anew, 1 had the newest key already" in capsys.readouterr().out
    settings.SECRETS_KEYS = [new]
    assert [vault.secret.open() for vault in Vault.objects.order_by("id")] == [SECRET, {}, SECRET]


def test_rotation_names_what_does_not_open_and_does_the_rest(vaults: None, settings: Any) -> None:
    old, lost, new = (Fernet.generate_key().decode() for _ in range(3))
    settings.SECRETS_KEYS = [lost]
    shut = Vault.objects.create(secret=SECRET)
    settings.SECRETS_KEYS = [old]
    Vault.objects.create(secret=SECRET)
    settings.SECRETS_KEYS = [new, old]
    with pytest.raises(CommandError, match=f"vault {shut.pk}: .*Add that key"):
        call_command("rotate_secrets", stdout=io.StringIO())
    found = rotate()
    assert (found.resealed, found.fresh, len(found.shut)) == (0, 1, 1)


def test_a_secret_of_another_column_does_not_open_when_copied_here(vaults: None) -> None:
    vault = Vault.objects.create(secret=SECRET)
    Vault.objects.update(secret=Sealed(seal(SECRET, "a safe"), "a safe"))
    vault.refresh_from_db()
    with pytest.raises(SecretProblem, match="something else"):
        vault.secret.open()


@pytest.mark.parametrize("wrong", ["hunter2", "a" * 44, "a" * 43, "é" * 43 + "="])
def test_a_wrong_key_stops_the_start_and_is_not_shown(wrong: str) -> None:
    with pytest.raises(env.SettingError, match="Key 2 of SEXTANT_SECRETS_KEYS is no key; it takes") as caught:
        env.fernet_keys([Fernet.generate_key().decode(), wrong])
    assert wrong not in str(caught.value)


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    code = "from config.settings import SECRETS_KEYS; print(SECRETS_KEYS[0])"
    own = {
        "SEXTANT_VAR": str(tmp_path),
        "DATABASE_URL": "postgresql://x/y",
        "REDIS_URL": "redis://x",
        "PATH": os.defpath,
    }
    run = [subprocess.Popen([sys.executable, "-c", code], cwd=BASE, env=own, stdout=-1, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60)[0].strip() for process in run]
    kept = tmp_path / "secrets_key"
    assert said == [kept.read_text()] * 2 and Fernet(said[0])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 and kept.read_text() != (tmp_path / "secret_key").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret_key", "secrets_key"]
