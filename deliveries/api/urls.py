"""The addresses of deliveries under ``/api/v1/``."""

from __future__ import annotations

from django.urls import path

from deliveries.api import exports, foretelling, place_acts, places, receipt_acts, receipts, schedule_acts, schedules

ONE = "schedules/<int:number>"
PLACE = "destinations/<int:number>"
RECEIPT = "receipts/<str:receipt>"

urlpatterns = [
    path("schedules", schedules.ScheduleList.as_view(), name="api_schedules"),
    path("schedules/preview", foretelling.SchedulePreview.as_view(), name="api_schedule_preview"),
    path(ONE, schedules.ScheduleDetail.as_view(), name="api_schedule"),
    path(f"{ONE}/upcoming", foretelling.ScheduleUpcoming.as_view(), name="api_schedule_upcoming"),
    path(f"{ONE}/pause", schedule_acts.SchedulePause.as_view(), name="api_schedule_pause"),
    path(f"{ONE}/resume", schedule_acts.ScheduleResume.as_view(), name="api_schedule_resume"),
    path(f"{ONE}/send", schedule_acts.ScheduleSend.as_view(), name="api_schedule_send"),
    path(f"{ONE}/test", schedule_acts.ScheduleTest.as_view(), name="api_schedule_test"),
    path(f"{ONE}/copy", schedule_acts.ScheduleCopy.as_view(), name="api_schedule_copy"),
    path(f"{ONE}/restore", schedule_acts.ScheduleRestore.as_view(), name="api_schedule_restore"),
    path(f"{ONE}/reassign", schedule_acts.ScheduleOwner.as_view(), name="api_schedule_owner"),
    path("destinations", places.DestinationList.as_view(), name="api_destinations"),
    path(PLACE, places.DestinationDetail.as_view(), name="api_destination"),
    path(f"{PLACE}/test", place_acts.DestinationTest.as_view(), name="api_destination_test"),
    path(f"{PLACE}/secret", place_acts.DestinationSecret.as_view(), name="api_destination_secret"),
    path(f"{PLACE}/host-key", place_acts.DestinationHostKey.as_view(), name="api_destination_host_key"),
    path("receipts", receipts.ReceiptList.as_view(), name="api_receipts"),
    path(RECEIPT, receipts.ReceiptDetail.as_view(), name="api_receipt"),
    path(f"{RECEIPT}/file", receipts.ReceiptFile.as_view(), name="api_receipt_file"),
    path(f"{RECEIPT}/again", receipt_acts.ReceiptAgain.as_view(), name="api_receipt_again"),
    path(f"{RECEIPT}/cancel", receipt_acts.ReceiptCancel.as_view(), name="api_receipt_cancel"),
    path(f"{RECEIPT}/decide", receipt_acts.ReceiptDecision.as_view(), name="api_receipt_decide"),
    path("exports", exports.ExportList.as_view(), name="api_exports"),
    path("exports/<uuid:uid>", exports.ExportDetail.as_view(), name="api_export"),
    path("exports/<uuid:uid>/file", exports.ExportFile.as_view(), name="api_export_file"),
]
