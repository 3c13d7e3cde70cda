/** Items with keys from what they say; the same words twice get a number. */
export const keyed = <T>(
  items: readonly T[],
  say: (item: T) => string,
): readonly { readonly key: string; readonly item: T }[] => {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const said = say(item);
    const times = seen.get(said) ?? 0;
    seen.set(said, times + 1);
    return { key: times === 0 ? said : `${said} ${times}`, item };
  });
};
