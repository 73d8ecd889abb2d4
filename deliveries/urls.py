"""Addresses of the place Deliveries."""

from __future__ import annotations

from django.urls import path

from deliveries.views import (
    destination,
    destination_acts,
    destinations,
    receipt,
    receipt_acts,
    receipt_files,
    receipts,
    schedule_acts,
    schedule_owner,
    schedules,
)

app_name = "deliveries"
RECEIPT, PLACE = "receipts/<str:receipt>/", "destinations/<int:number>/"
urlpatterns = [
    path("", schedules.schedules, name="schedules"),
    path("<int:number>/runs", schedules.runs, name="runs"),
    path("<int:number>/send", schedule_acts.send, name="send"),
    path("<int:number>/pause", schedule_acts.pause, name="pause"),
    path("<int:number>/resume", schedule_acts.resume, name="resume"),
    path("<int:number>/copy", schedule_acts.copy, name="copy"),
    path("<int:number>/remove", schedule_acts.remove, name="remove"),
    path("<int:number>/restore", schedule_acts.restore, name="restore"),
    path("<int:number>/owner", schedule_owner.owner, name="owner"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("receipts/live", receipts.live, name="live"),
    path("receipts/log.csv", receipts.log, name="log"),
    path("receipts/looked", receipt_acts.looked, name="looked"),
    path(RECEIPT, receipt.receipt, name="receipt"),
    path(RECEIPT + "receipt.json", receipt_files.document, name="document"),
    path(RECEIPT + "files/<int:place>", receipt_files.file, name="file"),
    path(RECEIPT + "again", receipt_acts.again, name="again"),
    path(RECEIPT + "arrived", receipt_acts.arrived, name="arrived"),
    path(RECEIPT + "cancel", receipt_acts.cancel, name="cancel"),
    path("destinations/", destinations.destinations, name="destinations"),
    path("destinations/new", destinations.new, name="new_destination"),
    path("destinations/new/<slug:kind>", destinations.make, name="make_destination"),
    path(PLACE, destination.destination, name="destination"),
    path(PLACE + "change", destination.change, name="change_destination"),
    path(PLACE + "test", destination_acts.test, name="test_destination"),
    path(PLACE + "rotate", destination_acts.rotate, name="rotate"),
    path(PLACE + "forget", destination_acts.forget, name="forget"),
    path(PLACE + "pair", destination_acts.pair, name="pair"),
    path(PLACE + "look", destination_acts.look, name="look"),
    path(PLACE + "pin", destination_acts.pin, name="pin"),
    path(PLACE + "remove", destination_acts.remove, name="remove_destination"),
]
