"""What is done to a schedule over REST: paused, resumed, sent, tested, copied, given to somebody else."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import secrets
from accounts.access import Act, NoAccess
from accounts.models import User
from accounts.viewer import Viewer
from deliveries.api import strict
from deliveries.api.receipt_shapes import ReceiptEntry, entry_json
from deliveries.api.schedule_shapes import NewOwner, ScheduleSerializer
from deliveries.api.schedules import read
from deliveries.models import Schedule
from deliveries.schedules import at_once, saving, stopping
from deliveries.schedules.drafts import Draft
from explores.api import QueryThrottle
from explores.keeping.api import WRONG, viewer_for_act
from explores.keeping.refused import Refused


def _asked(request: Request, number: int, act: Act = Act.DELIVER) -> tuple[Viewer, Schedule]:
    """Who asks, and the schedule. Raises PermissionDenied, Http404."""
    viewer = viewer_for_act(request, act)
    return viewer, saving.find(viewer, number)


class SchedulePause(APIView):
    """A schedule stands still."""

    @extend_schema(
        operation_id="pause_schedule", summary="Pause a schedule", request=None,
        responses={200: ScheduleSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """No more slots until it is resumed; what is under way goes on."""
        viewer, schedule = _asked(request, number)
        stopping.pause(schedule, by=viewer.user)
        return Response(read(viewer, number))


class ScheduleResume(APIView):
    """A schedule goes on."""

    @extend_schema(
        operation_id="resume_schedule", summary="Resume a schedule", request=None,
        responses={200: ScheduleSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """With its next slot from now; those of the pause are not caught up."""
        viewer, schedule = _asked(request, number)
        stopping.resume(schedule)
        return Response(read(viewer, number))


class ScheduleSend(APIView):
    """A schedule now."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="send_schedule", summary="Send a schedule now", request=None,
        responses={201: ReceiptEntry(many=True), **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """One more slot, now, under the schedule's own rules; its receipts say what becomes of it."""
        viewer, schedule = _asked(request, number)
        made = at_once.send_at_once(viewer, schedule, timezone.now())
        if not made:
            raise Refused(f"{schedule} has no destination any more. Change it first.", "targets")
        return Response([entry_json(each) for each in made], status=201)


class ScheduleTest(APIView):
    """A schedule to its caller alone."""

    throttle_classes = [QueryThrottle]

    @extend_schema(
        operation_id="test_schedule", summary="Send a schedule to yourself", request=None,
        responses={201: ReceiptEntry(many=True), **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """By mail to the caller's own address, once in each of its formats, with the rows that the caller may see."""
        viewer, schedule = _asked(request, number)
        assert isinstance(request.user, User)  # who asks was found
        made = saving.test_now(viewer, _with_password(schedule), request.user.email, timezone.now())
        return Response([entry_json(each) for each in made], status=201)


def _with_password(schedule: Schedule) -> Draft:
    """A test is locked as the deliveries are."""
    draft = saving.draft_of(schedule)
    if not schedule.sealed:
        return draft
    try:
        return replace(draft, password=schedule.sealed.open()["password"])
    except secrets.SecretProblem as problem:
        raise Refused(str(problem), "password") from problem


class ScheduleRestore(APIView):
    """A schedule that was deleted."""

    @extend_schema(
        operation_id="restore_schedule", summary="Take back that a schedule was deleted", request=None,
        responses={200: ScheduleSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """It goes on with its next slot from now."""
        viewer = viewer_for_act(request, Act.DELIVER)
        return Response(read(viewer, stopping.restore(viewer, number).pk))


class ScheduleCopy(APIView):
    """A schedule once more."""

    @extend_schema(
        operation_id="copy_schedule", summary="Copy a schedule", request=None,
        responses={201: ScheduleSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """The caller's own, and paused until it is resumed."""
        viewer, schedule = _asked(request, number)
        return Response(read(viewer, saving.copy(viewer, schedule, timezone.now()).pk), status=201)


class ScheduleOwner(APIView):
    """Whose a schedule is."""

    @extend_schema(
        operation_id="reassign_schedule", summary="Give a schedule to somebody else", request=NewOwner,
        responses={200: ScheduleSerializer, **WRONG},
    )  # fmt: skip
    def post(self, request: Request, number: int) -> Response:
        """For admins: to ``owner``, the address of a member who may send. It shows what they may see from then on."""
        viewer, schedule = _asked(request, number, Act.PERSONAL)
        owner = _member(viewer, strict.text(strict.sent(request, "owner"), "owner", 320))
        try:
            saving.reassign(viewer, schedule, owner)
        except NoAccess as error:
            raise _stranger(owner.email) from error
        return Response(read(viewer, number))


def _member(viewer: Viewer, address: str) -> User:
    members = User.objects.filter(memberships__account=viewer.account, email__iexact=address)
    found = members.first()
    if found is None:
        raise _stranger(address)
    return found


def _stranger(address: str) -> Refused:
    return Refused(f"{address[:80] or 'Nobody'} is not a member of this account.", "owner")
