/** The owner's turn: the laptop shows the rights and the signature, and nothing else. */
export function OwnerFace() {
  return <main className="page" />;
}
