"""Products, orders, their lines, and refunds."""

from __future__ import annotations

from django.db import models

from cdp.models.base import Sourced, currency, money, natural_key, reference, word


class Product(Sourced):
    """Something sold. ``cost`` is what one unit costs the company, so that margin is known."""

    sku = word()
    name = word()
    category = word()
    subcategory = word()
    brand = word()
    price = money()
    cost = money()
    currency = currency()

    class Meta:
        db_table = "cdp_product"
        constraints = [natural_key("product")]


class Order(Sourced):
    """One purchase. ``total`` is what the shop received for it (refunds are rows of their own)."""

    contact_id = reference()  # null: a guest
    ordered_at = models.DateTimeField(null=True, blank=True)  # null: known only from its lines or refunds so far
    status = word()
    channel = word()
    store = word()
    coupon = word()
    country = word()
    total = money()
    discount = money()
    shipping = money()
    tax = money()
    currency = currency()

    class Meta:
        db_table = "cdp_order"
        constraints = [natural_key("order")]
        indexes = [models.Index(fields=["contact_id"], name="order_contact")]  # contact page, erasure


class OrderItem(Sourced):
    """One line of an order. A return is a line with a negative quantity and total."""

    order_id = reference()
    product_id = reference()
    quantity = money()
    unit_price = money()
    total = money()
    discount = money()
    ordered_at = models.DateTimeField(null=True, blank=True)  # of its order, repeated here: the lake's month
    currency = currency()

    class Meta:
        db_table = "cdp_order_item"
        constraints = [natural_key("order_item")]
        indexes = [models.Index(fields=["order_id"], name="order_item_order")]  # derived order totals


class Refund(Sourced):
    """Money given back for an order."""

    order_id = reference()
    contact_id = reference()
    refunded_at = models.DateTimeField()
    amount = money()  # positive
    currency = currency()
    reason = word()

    class Meta:
        db_table = "cdp_refund"
        constraints = [natural_key("refund")]
