export function Search() {
  return <p>search</p>;
}
