#!/usr/bin/env python3
"""What one would write with lxml for pages of one design: the cells of the three tables as a line of JSON a page.

Takes what nianbao takes from the pages that it is measured on, and nothing else: no doubt, no sums, no places. Rows are
found by their labels, figures are the last cells of their row.
"""

import json
import re
import sys

import lxml.html

DISCLOSURE = {
    "规章": "regulations", "规范性文件": "normative_documents", "行政规范性文件": "normative_documents",
    "行政许可": "licensing", "其他对外管理服务事项": "other_services", "行政处罚": "penalties", "行政强制": "coercion",
    "行政事业性收费": "fees", "政府集中采购": "procurement",
}
REQUESTS = [
    ("本年新收", "new_received"), ("上年结转", "carried_over_in"), ("予以公开", "granted"), ("部分公开", "partially_granted"),
    ("国家秘密", "denied_state_secret"), ("禁止公开", "denied_prohibited_by_law"), ("三安全", "denied_security_stability"),
    ("第三方", "denied_third_party_rights"), ("内部事务", "denied_internal_affairs"), ("过程性", "denied_process_information"),
    ("执法案卷", "denied_enforcement_files"), ("查询事项", "denied_administrative_inquiry"), ("不掌握", "unavailable_not_held"),
    ("另行制作", "unavailable_requires_creation"), ("仍不明确", "unavailable_unclear"), ("信访", "not_processed_petition"),
    ("1.申请人无正当", "other_not_corrected"), ("2.申请人逾期", "other_fee_unpaid"), ("3.其他", "other_misc"),
    ("重复申请", "not_processed_repeated"), ("出版物", "not_processed_publication"), ("大量反复", "not_processed_excessive"),
    ("重新出具", "not_processed_confirmation"), ("其他处理", "other"), ("总计", "total_processed"), ("结转下", "carried_over_out"),
]
APPLICANTS = ["natural_person", "business", "research_institution", "public_interest", "legal_service", "other", "total"]
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def number(text):
    found = NUMBER.search(text)
    return found and float(found.group())


def cells_of(page):
    values = {}
    for row in lxml.html.fromstring(page).iter("tr"):
        cells = ["".join(cell.itertext()).strip() for cell in row.iterchildren("td", "th")]
        labels = [re.sub(r"\s", "", cell) for cell in cells]
        if labels and labels[0] in DISCLOSURE:
            values[f"disclosure.{DISCLOSURE[labels[0]]}"] = [number(cell) for cell in cells[1:]]
        elif len(cells) > 7 and not number(labels[0][:1]) and all(not c or number(c) is not None for c in cells[-7:]):
            name = next((name for word, name in REQUESTS if word in labels[-8]), None)
            if name:
                for column, cell in zip(APPLICANTS, cells[-7:]):
                    values[f"requests.{name}.{column}"] = number(cell)
        if len(cells) == 15 and all(not cell or number(cell) is not None for cell in cells):
            values["review"] = [number(cell) for cell in cells]
    return values


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        print(json.dumps({"path": path, "cells": cells_of(file.read().decode("utf-8"))}, ensure_ascii=False))
