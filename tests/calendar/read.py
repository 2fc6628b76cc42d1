"""Reads an iCalendar file with icalendar (PyPI) and prints what it found, one JSON object a line, by identity."""

import datetime
import json
import sys

import icalendar

with open(sys.argv[1], "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())

# The library reads on over a broken line and only notes it: here a note is a failure.
broken = [(part.name, part.errors) for part in calendar.walk() if part.errors]
if broken or calendar.get("VERSION") != "2.0" or not calendar.get("PRODID"):
    sys.exit(f"not RFC 5545: {broken}")
events = []
for event in calendar.walk("VEVENT"):
    start = event.decoded("DTSTART")
    if isinstance(start, datetime.datetime) or "DTSTAMP" not in event:
        sys.exit(f"{event['UID']} is no whole day or has no DTSTAMP")
    events.append(
        {
            "uid": str(event["UID"]),
            "day": start.isoformat(),
            "summary": str(event["SUMMARY"]),
            "description": str(event.get("DESCRIPTION", "")),
        }
    )
for event in sorted(events, key=lambda event: event["uid"]):
    print(json.dumps(event, ensure_ascii=False, separators=(",", ":")))
