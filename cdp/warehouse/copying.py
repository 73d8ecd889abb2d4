"""The rows of a COPY TO STDOUT straight from libpq: psycopg's own loop takes twice as long for each of them."""

from __future__ import annotations

import select
from collections.abc import Iterator

import psycopg
from psycopg import pq


def copied(database: psycopg.Connection, copy: bytes) -> Iterator[memoryview]:
    """What the server sends, a row at a time; each is valid until the next one. Raises psycopg.Error."""
    line = database.pgconn
    line.send_query(copy)
    while line.flush():
        _polled(line, select.POLLOUT).poll()
    readable = _polled(line, select.POLLIN)
    while line.is_busy():
        _wait(line, readable)
    _expect(line, pq.ExecStatus.COPY_OUT)
    size, row = line.get_copy_data(1)
    while size >= 0:
        if size:
            yield row
        else:
            _wait(line, readable)
        size, row = line.get_copy_data(1)
    _expect(line, pq.ExecStatus.COMMAND_OK)
    line.get_result()  # the one that says that no more follow


def _polled(line: pq.abc.PGconn, events: int) -> select.poll:
    found = select.poll()  # unlike select(), for any number of open files
    found.register(line.socket, events)
    return found


def _wait(line: pq.abc.PGconn, readable: select.poll) -> None:
    """Until the server has said more. Not inside libpq, which would hold up every other thread."""
    readable.poll()
    line.consume_input()


def _expect(line: pq.abc.PGconn, status: pq.ExecStatus) -> None:
    """Take the next result. Where it is another one, the line is made ready for the next statement, then raise."""
    result = line.get_result()
    if result is not None and result.status == status:
        return
    while line.get_result():
        pass
    raise psycopg.errors.error_from_result(result) if result else psycopg.OperationalError("the server said nothing")
