// Reads an iCalendar file with ical.js and prints what it found, one JSON object a line, by identity.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

ICAL.design.strict = true;
const root = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')));
const events = root.getAllSubcomponents('vevent').map((part) => {
  const event = new ICAL.Event(part);
  if (!event.startDate.isDate) throw new Error(`${event.uid} is no whole day`);
  if (part.getFirstPropertyValue('dtstamp') === null) throw new Error(`${event.uid} has no DTSTAMP`);
  return { uid: event.uid, day: event.startDate.toString(), summary: event.summary, description: event.description ?? '' };
});
events.sort((a, b) => (a.uid < b.uid ? -1 : 1));
for (const event of events) console.log(JSON.stringify(event));
