"""``python -m bench.lines PATH COUNT``: a till's export, one order line a row, nine lines an order on average."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

LINES_PER_ORDER = 9.4
CUSTOMERS_PER_ORDER = 0.02
PRODUCTS = 40_000
CHUNK = 500_000
START = 1_640_995_200  # 2022-01-01
MAPPING = """\
source: Tills
timezone: UTC
records:
  - entity: products
    key: product
    fields: {sku: product, category: category}
  - entity: orders
    key: order
    fields:
      contact: customer
      ordered_at: at
      total: {sum_of_lines: total}
      currency: {value: EUR}
  - entity: order_items
    key: row
    fields:
      order: order
      product: product
      ordered_at: at
      quantity: quantity
      unit_price: price
      total: total
      currency: {value: EUR}
"""


def write(path: Path, count: int) -> None:
    """The export and, beside it, the mapping that reads it."""
    path.with_suffix(".yaml").write_text(MAPPING)
    rng, written, order = np.random.default_rng(1), 0, 0
    with pyarrow.csv.CSVWriter(path, _chunk(rng, 0, 1)[0].schema) as file:
        while written < count:
            size = min(CHUNK, count - written)
            table, order = _chunk(rng, order, size)
            file.write_table(table)
            written += size


def _chunk(rng: np.random.Generator, first_order: int, size: int) -> tuple[pa.Table, int]:
    order = first_order + np.cumsum(rng.random(size) < 1 / LINES_PER_ORDER)
    customers = max(1, int(order[-1] * CUSTOMERS_PER_ORDER))
    product, quantity = rng.zipf(1.3, size) % PRODUCTS, rng.integers(1, 4, size)
    cents = 99 + product * 37 % 4_000
    return pa.table({
        "order": order,
        "at": pa.array(START + order * 60).cast(pa.timestamp("s")),
        "customer": pa.array(order * 7_919 % customers).cast(pa.string()),
        "product": product,
        "category": pa.array(np.char.add("Aisle ", (product % 60).astype(str))),
        "quantity": quantity,
        "price": cents / 100,
        "total": cents * quantity / 100,
    }), int(order[-1])  # fmt: skip


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
