#!/usr/bin/python3
"""Holds JSON output against the JSON Schema.

    validate_json.py [--mutations] SCHEMA FILE...

FILE holds a report, an array of reports, or a report a line. With --mutations the schema itself is tried, too, on the
first report of each file: one that lacks a key, has one too many, or has a value of another type must be refused, wherever in the report that is.
Exit 0 when all is as it should be.
"""
import argparse
import copy
import json
import sys

from jsonschema import Draft202012Validator

FREE_FORM = ("arguments",)  # objects whose keys are not the schema's business


def reports_of(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        whole = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]
    return whole if isinstance(whole, list) else [whole]


def excerpt(value):
    """A report with the three longest elements of each list: enough to try the schema on, and quick."""
    if isinstance(value, dict):
        return {key: excerpt(part) for key, part in value.items()}
    if isinstance(value, list):
        return [excerpt(part) for part in sorted(value, key=lambda part: -len(json.dumps(part)))[:3]]
    return value


def parts_of(value, path=()):
    """All paths into a report."""
    yield path
    for step, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from parts_of(part, path + (step,))


def at_path(value, path):
    for step in path:
        value = value[step]
    return value


def mutations_of(report):
    """Broken copies of a report, each with the path of what was broken and how."""
    for path in parts_of(report):
        part = at_path(report, path)
        free = any(step in FREE_FORM for step in path)
        if isinstance(part, dict) and not free:
            broken = copy.deepcopy(report)
            at_path(broken, path)["one_too_many"] = None
            yield path, "a key too many", broken
        if path and isinstance(path[-1], str) and not free:
            broken = copy.deepcopy(report)
            del at_path(broken, path[:-1])[path[-1]]
            yield path, "a key missing", broken
        if path:
            broken = copy.deepcopy(report)
            at_path(broken, path[:-1])[path[-1]] = {"of": ["another type"]}
            yield path, "another type", broken


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutations", action="store_true")
    parser.add_argument("schema")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()

    with open(options.schema, encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    checked = wrong = 0
    reports = [(path, report) for path in options.files for report in reports_of(path)]
    for path, report in reports:
        checked += 1
        for error in validator.iter_errors(report):
            wrong += 1
            print(f"{path}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}", file=sys.stderr)
    tried = 0
    if options.mutations:
        first = {path: report for path, report in reversed(reports)}
        for path, report in first.items():
            for where, how, broken in mutations_of(excerpt(report)):
                tried += 1
                if validator.is_valid(broken):
                    wrong += 1
                    print(f"{path}: accepted with {how} at /{'/'.join(map(str, where))}", file=sys.stderr)
    print(f"{checked} reports, {tried} mutations, {wrong} wrong")
    sys.exit(0 if checked and not wrong else 1)


if __name__ == "__main__":
    main()
