"""What is entered for a server for files: host, account, folder, and a password or a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deliveries.destinations.base import Fault
from deliveries.destinations.sftp_keys import new_pair, public_of
from deliveries.destinations.sftp_place import server_of
from explores.keeping.refused import Refused
from net.problem import DoorProblem
from net.target import host_of

WAYS = {"pair": "A key that Sextant makes", "key": "A key of your own", "password": "A password"}
WORDS = (("account", "user"), ("port", "port"), ("folder", "folder"))
SAME = ("host", "port", "user")  # that a secret and a host key were given for


def read(
    given: Mapping[str, str], before: Mapping[str, Any], held: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Settings and secrets. A pair of keys is made where one is wanted and none is there. Raises Refused."""
    config: dict[str, Any] = {name: given.get(name, "").strip() for name in ("host", "user", "folder")}
    config["port"] = given.get("port", "").strip() or "22"
    way = given.get("way", "pair")
    if way not in WAYS:
        raise Refused("Choose how to sign in.", "way")
    config |= {"way": way, "auth": "password" if way == "password" else "key"}
    _checked(config)
    config["port"] = int(config["port"])
    same = all(before.get(name) == config[name] for name in SAME)
    if same and before.get("host_key"):
        config["host_key"] = before["host_key"]
    kept = dict(held) if same and before.get("way") == way else {}
    return _signed_in(config, given, before, kept)


def address(config: Mapping[str, Any]) -> str:
    """``sftp://files.agence-nord.fr/in/``."""
    port = f":{config['port']}" if config.get("port") not in (None, 22) else ""
    folder = str(config.get("folder") or "")
    return f"sftp://{config.get('host', '')}{port}{'' if folder.startswith('/') else '/'}{folder}"


def _checked(config: Mapping[str, Any]) -> None:
    try:
        server = server_of(config)
        host_of(server.host, server.port)
    except Fault as fault:
        named = [(fault.message.find(words), name) for words, name in WORDS if words in fault.message]
        raise Refused(fault.message, min(named)[1] if named else "host") from fault
    except DoorProblem as problem:
        raise Refused(problem.message, "host") from problem


def _signed_in(
    config: dict[str, Any], given: Mapping[str, str], before: Mapping[str, Any], kept: dict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    if config["way"] == "pair":
        return _pair(config, before, kept)
    if config["way"] == "key":
        return _own_key(config, given, before, kept)
    password = given.get("password", "") or kept.get("password", "")
    if not password:
        raise Refused("Enter the password of this account.", "password")
    return config, {"password": password}


def _pair(
    config: dict[str, Any], before: Mapping[str, Any], kept: dict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    if kept.get("private_key") and before.get("public_key"):
        return {**config, "public_key": before["public_key"]}, kept
    made = new_pair()
    return {**config, "public_key": made.public}, {"private_key": made.private}


def _own_key(
    config: dict[str, Any], given: Mapping[str, str], before: Mapping[str, Any], kept: dict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    text = given.get("private_key", "").strip()
    if not text and kept.get("private_key"):
        return {**config, "public_key": before.get("public_key", "")}, kept
    if not text:
        raise Refused("Paste the private key, with its first and last line.", "private_key")
    passphrase = given.get("passphrase", "")
    try:
        public = public_of(text, passphrase)
    except Fault as fault:
        raise Refused(fault.message, "private_key") from fault
    return {**config, "public_key": public}, {"private_key": text, "passphrase": passphrase}
