"""Invented people and their cards: one of each layout."""

from __future__ import annotations

from datetime import date

from desktop.devices.sources import Document
from desktop.exam.plan.documents import FOREIGNER_CARD, RESIDENCE_PERMIT, RESIDENT, make_number

BORN = date(1990, 3, 7)
NUMBER = make_number("990102", BORN, 233)

RESIDENT_CARD = Document(
    number=NUMBER,
    name="王䶮",
    document_type=RESIDENT,
    expires="长期",
    sex="male",
    birth="1990-03-07",
    ethnic="维吾尔",
    address="虚构省虚构市样例路一号",
    issuer="虚构市公安局",
    valid_from="2020-01-31",
)
PERMIT = Document(
    number=make_number("998100", BORN, 44),
    name="陈小样",
    document_type=RESIDENCE_PERMIT,
    expires="2029-02-28",
    sex="female",
    birth="1990-03-07",
    other_numbers=("H00000019",),
    address="虚构省虚构市样例路二号",
    issuer="虚构市公安局",
    valid_from="2024-02-29",
)
CARD_2017 = Document(
    number="UTO990000000011",
    name="安娜",
    document_type=FOREIGNER_CARD,
    expires="2027-05-01",
    sex="female",
    birth="1990-03-07",
    other_name="ERIKSSON, ANNA MARIA",
    nationality="UTO",
    issuer="9900",
    valid_from="2017-05-02",
)
CARD_2023 = Document(
    number=make_number("990000", BORN, 15),
    name="李维",
    document_type=FOREIGNER_CARD,
    expires="2034-01-01",
    sex="male",
    birth="1990-03-07",
    other_name="LEVI BARTHOLOMEW MAXIMILIAN VANDERSAMPLE",
    nationality="UTO",
    valid_from="2024-01-02",
)
CARDS = (RESIDENT_CARD, PERMIT, CARD_2017, CARD_2023)
