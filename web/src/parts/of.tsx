/** ` · name` after what concerns somebody; a name is not broken at the end of a line. */
export const Of = ({ who }: { who: { readonly name: string } | null | undefined }) =>
  who ? (
    <>
      {' · '}
      <span className="unbroken">{who.name}</span>
    </>
  ) : null;
