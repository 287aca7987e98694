/** @returns what `asked` brings, or `late` where it takes longer than `ms`; it goes on all the same */
export async function inTime<T, L>(asked: Promise<T>, ms: number, late: L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  return Promise.race([asked, over]).finally(() => clearTimeout(timer));
}
