"""What was derived before is taken again, and the memo never grows beyond its size."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from explores.semantic.memo import Memo


def test_what_was_made_is_not_made_again() -> None:
    memo, made = Memo(2), []
    for _ in range(3):
        assert memo.once("a", lambda: made.append(1) or len(made)) == 1  # type: ignore[func-returns-value]


def test_the_one_that_nobody_asked_for_longest_goes_first() -> None:
    memo = Memo(2)
    memo.put("a", 1)
    memo.put("b", 2)
    assert memo.get("a") == 1
    memo.put("c", 3)
    assert [memo.get(key) for key in "abc"] == [1, None, 3]


def test_threads_that_fill_it_beyond_its_size_each_get_their_own() -> None:
    memo = Memo(3)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda n: memo.once(n % 7, lambda: n % 7), range(2000))) == [n % 7 for n in range(2000)]
