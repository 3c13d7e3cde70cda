const formats = new Map<string, Intl.DateTimeFormat>();
/** Made once for a zone: it costs a thousand times what a use of it does. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, made);
  return made;
}

/** `YYYY-MM-DD` of a moment (ms UTC) in a time zone. */
export const dayIn = (zone: string, moment: number): string => formatOf(zone).format(moment);
