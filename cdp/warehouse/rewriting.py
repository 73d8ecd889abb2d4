"""DuckDB at work on data files: it finds keys in them and writes files anew. Its memory is capped and spills."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from cdp.warehouse import staging
from cdp.warehouse.engine import careful
from cdp.warehouse.manifest import DataFile

MEMORY = "250MB"


@contextmanager
def engine(lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of one piece of work, spilling into the lake's own folder."""
    spill = lake / "spill"
    spill.mkdir(parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 2,
        "temp_directory": str(spill),
    }
    with duckdb.connect(":memory:", config=config) as connection:
        yield careful(connection)


def literals(folder: Path, files: Sequence[DataFile]) -> str:
    """The files as a list that ``read_parquet`` takes."""
    quoted = (str(folder / file.path).replace("'", "''") for file in files)
    return "[" + ", ".join(f"'{path}'" for path in quoted) + "]"


class Keys:
    """The ids whose rows in the lake are out of date: rewritten by a pending batch, or deleted by one."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, folder: Path, staged: list[DataFile], dead: Sequence[int]
    ) -> None:
        con.register("tombstones", pa.table({"id": pa.array(dead, pa.int64())}))
        written = (
            f"SELECT id FROM read_parquet({literals(folder, staged)})" if staged else "SELECT 0::bigint WHERE false"
        )
        con.execute(f"CREATE TEMP TABLE written (id) AS {written}")
        con.execute("CREATE TEMP TABLE dead AS FROM tombstones ANTI JOIN written USING (id)")
        con.execute("CREATE TEMP VIEW keys AS FROM written UNION ALL FROM dead")
        self._con = con
        self._folder = folder
        ranges = [(file.min_id, file.max_id) for file in staged] + [(key, key) for key in dead]
        self.least = min(low for low, _ in ranges)
        self.most = max(high for _, high in ranges)

    def holders(self, files: Sequence[DataFile]) -> list[DataFile]:
        """Those of the files that hold any of the keys."""
        possible = [file for file in files if file.min_id <= self.most and file.max_id >= self.least]
        if not possible:
            return []
        found = self._con.execute(
            f"SELECT DISTINCT filename FROM read_parquet({literals(self._folder, possible)}, filename=true) "
            "SEMI JOIN keys USING (id)"
        ).fetchall()
        names = {row[0] for row in found}
        return [file for file in possible if str(self._folder / file.path) in names]

    def dead_in(self, files: Sequence[DataFile]) -> int:
        """How many rows of these files were deleted and not written again."""
        if not files:
            return 0
        query = f"SELECT count(*) FROM read_parquet({literals(self._folder, files)}) SEMI JOIN dead USING (id)"
        return int(self._con.execute(query).fetchall()[0][0])

    def without(self, file: DataFile) -> DataFile | None:
        """The file written anew without the keys, in the same order; None where nothing is left of it."""
        source = f"read_parquet({literals(self._folder, [file])})"
        return copy(self._con, self._folder, file.month, f"FROM {source} ANTI JOIN keys USING (id)")


def copy(con: duckdb.DuckDBPyConnection, folder: Path, month: str | None, select: str) -> DataFile | None:
    """Write the rows of a SELECT as one data file of ``month``; None where there are none."""
    path = staging.new_path(month)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    con.execute(
        f"COPY ({select}) TO '{str(target).replace(chr(39), chr(39) * 2)}' "
        f"(FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {staging.ROW_GROUP})"
    )
    rows, least, most = con.execute(f"SELECT count(*), min(id), max(id) FROM read_parquet('{target}')").fetchall()[0]
    if not rows:
        target.unlink()
        return None
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return DataFile(path, rows, target.stat().st_size, month, least, most)
