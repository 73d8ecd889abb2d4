"""What is done to a receipt over REST: sent again, cancelled, decided where nobody knows."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import Act
from accounts.viewer import Viewer
from deliveries import receipts
from deliveries.api import strict
from deliveries.api.receipt_shapes import Decision, ReceiptSerializer, receipt_json
from deliveries.models import Delivery, State
from deliveries.receipts import deciding
from deliveries.receipts.panel import sendable
from deliveries.schedules import saving, stopping
from deliveries.sending import steps
from explores.api import QueryThrottle
from explores.keeping.api import OVERTAKEN, WRONG, viewer_for_act
from explores.keeping.refused import Refused


def _asked(request: Request, receipt: str) -> tuple[Viewer, Delivery]:
    viewer = viewer_for_act(request, Act.DELIVER)
    return viewer, receipts.find(viewer, receipt)


class ReceiptAgain(APIView):
    """A slot once more."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="send_again", summary="Send a slot again", request=None,
        responses={201: ReceiptSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def post(self, request: Request, receipt: str) -> Response:
        """A new receipt for the same slot and target; who has it already gets it twice. 409 while it has not ended."""
        viewer, delivery = _asked(request, receipt)
        return Response(receipt_json(_again(viewer, delivery)), status=201)


def _again(viewer: Viewer, delivery: Delivery) -> Delivery:
    if not sendable(delivery):
        said = "Not sent again: this one has not ended, or its destination was removed."
        raise Refused(said, "state", code="overtaken")
    return saving.again(viewer, delivery)


class ReceiptCancel(APIView):
    """A delivery is ended."""

    @extend_schema(
        operation_id="cancel_delivery", summary="Cancel a delivery", request=None,
        responses={200: ReceiptSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def post(self, request: Request, receipt: str) -> Response:
        """What was handed over already has left. 409 where it had ended."""
        viewer, delivery = _asked(request, receipt)
        if not stopping.cancel(delivery, str(request.user)):
            raise Refused("It had ended already.", "state", code="overtaken")
        return Response(receipt_json(receipts.find(viewer, receipt)))


class ReceiptDecision(APIView):
    """A delivery of which nobody knows."""

    @extend_schema(
        operation_id="decide_delivery", summary="Say whether a delivery arrived", request=Decision,
        responses={200: ReceiptSerializer, 201: ReceiptSerializer, **WRONG, **OVERTAKEN},
    )  # fmt: skip
    def post(self, request: Request, receipt: str) -> Response:
        """Of one that may have arrived: with ``arrived`` it did; without, it is sent again, and the answer is the new
        receipt. 409 where it was decided already."""
        viewer, delivery = _asked(request, receipt)
        data = strict.sent(request, "arrived")
        if "arrived" not in data:
            raise Refused("Say whether it arrived: 'arrived' takes true or false.", "arrived")
        if strict.flag(data, "arrived"):
            if not deciding.arrived(delivery, str(request.user)):
                raise _decided()
            return Response(receipt_json(receipts.find(viewer, receipt)))
        return Response(receipt_json(_lost(viewer, delivery, str(request.user))), status=201)


@transaction.atomic
def _lost(viewer: Viewer, delivery: Delivery, who: str) -> Delivery:
    """It did not arrive: a new receipt for the slot, once."""
    same = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery.pk, state=State.UNSURE)
    later = Q(target=delivery.target_id, slot=delivery.slot, recipient=delivery.recipient, turn__gt=delivery.turn)
    if not same.exists() or Delivery.objects.filter(later).exists():
        raise _decided()
    again = _again(viewer, delivery)
    steps.note(delivery.pk, "Did not arrive", f"{who} says so. It is sent again: {again.number}.", steps.WARN)
    same.update(looked_at=timezone.now())
    return again


def _decided() -> Refused:
    return Refused("There is nothing to decide: nobody doubts it any more.", "state", code="overtaken")
