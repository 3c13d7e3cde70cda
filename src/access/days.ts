/** `YYYY-MM-DD` of a moment (ms UTC) in a time zone. */
export function dayIn(zone: string, moment: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(moment);
}
