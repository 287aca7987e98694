export function TakeAway({ of }: { of: string | null }) {
  return <p>{of}</p>;
}
