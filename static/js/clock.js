// Times as they read on this site: 24 hours, in the zone of whoever reads.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function two(number) {
  return String(number).padStart(2, "0");
}

export function timeOfDay(date) {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

// As DATETIME_FORMAT in retros/formats/en/formats.py.
export function dayAndTime(date) {
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}, ${timeOfDay(date)}`;
}
