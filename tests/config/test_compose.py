"""``docker-compose.yml``, without containers: it is well formed, holds no secrets, and what it starts gets well."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import embedded
from tests.config.stack import BASE, free_port, short_folder

FILE = BASE / "docker-compose.yml"
GIVEN = {"SECRET_KEY": "k" * 50, "POSTGRES_PASSWORD": "p"}


def resolve(text: str) -> str:
    """What Compose does to ``${NAME:-default}`` and ``${NAME:?message}``."""

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found["name"], found["kind"], found["rest"]
        assert name in GIVEN or kind == ":-", f"{name} is required and not given: {rest}"
        return GIVEN.get(name, rest)

    return re.sub(r"\$\{(?P<name>\w+)(?P<kind>:[-?])(?P<rest>[^}]*)\}", value, text)


COMPOSE: dict[str, Any] = yaml.safe_load(resolve(FILE.read_text()))
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"].startswith("sextant")}
LASTING = [name for name in OURS if name != "migrate"]


def test_it_is_what_compose_reads() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_it_has_every_part_and_profile() -> None:
    assert {"web", "worker", "clock", "beat", "render", "postgres", "redis"} <= set(COMPOSE["services"])
    profiles = {name: service["profiles"] for name, service in COMPOSE["services"].items() if "profiles" in service}
    assert profiles == {"mail": ["demo"], "s3": ["demo"], "clickhouse": ["cluster"]}


def test_every_lasting_service_is_asked_how_it_is() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "healthcheck" not in service] == ["migrate"]


def test_no_secret_has_a_default() -> None:
    defaults = re.findall(r"\$\{\w*(?:PASSWORD|SECRET|KEY)\w*:-([^}]*)\}", FILE.read_text())
    assert not any(defaults)
    assert not re.search(r"(PASSWORD|SECRET\w*|KEY): +[^$\s]", FILE.read_text())


def test_every_volume_and_dependency_exists() -> None:
    for service in COMPOSE["services"].values():
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"])
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(COMPOSE["volumes"])


@pytest.fixture(scope="module")
def outside() -> Iterator[dict[str, str]]:
    """The environment of a service, with servers that its addresses name, and no embedded ones."""
    with short_folder() as folder:
        yield {
            "PATH": os.environ["PATH"],
            "SEXTANT_VAR": str(folder),
            "DATABASE_URL": embedded.postgres_url(),
            "REDIS_URL": embedded.redis_url(),
        }


def environment(name: str, outside: dict[str, str], port: int) -> dict[str, str]:
    own = {key: str(value or "") for key, value in OURS[name]["environment"].items()}
    return {**own, **outside, "SEXTANT_ADDRESS": f"http://127.0.0.1:{port}"}


def words(service: list[str], port: int) -> list[str]:
    return [sys.executable if word == "python" else word.replace("8000", str(port)) for word in service]


@pytest.mark.slow
@pytest.mark.parametrize("name", LASTING)
def test_each_service_starts_and_becomes_well(name: str, outside: dict[str, str]) -> None:
    port = free_port()
    given = environment(name, outside, port)
    started = subprocess.Popen(words(OURS[name]["command"], port), cwd=BASE, env=given, stderr=subprocess.DEVNULL)
    ask = words(OURS[name]["healthcheck"]["test"][1:], port)
    try:
        deadline = time.monotonic() + 180
        while subprocess.run(ask, cwd=BASE, env=given, capture_output=True, check=False).returncode:
            assert started.poll() is None and time.monotonic() < deadline, f"{name} did not become well"
            time.sleep(0.2)
    finally:
        started.terminate()
        started.wait(60)


@pytest.mark.slow
def test_a_service_that_does_not_run_is_not_well(outside: dict[str, str]) -> None:
    for name in ("web", "render"):
        given = environment(name, outside, free_port())
        ask = words(OURS[name]["healthcheck"]["test"][1:], free_port())
        assert subprocess.run(ask, cwd=BASE, env=given, capture_output=True, check=False).returncode == 1


def test_the_image_copies_what_it_runs() -> None:
    dockerfile = (BASE / "Dockerfile").read_text()
    assert {service["build"]["target"] for service in OURS.values()} <= set(re.findall(r"AS (\w+)", dockerfile))
    for copied in re.findall(r"^COPY (.*) \S+$", dockerfile, re.MULTILINE):
        assert all(Path(BASE / word).exists() for word in copied.split())
