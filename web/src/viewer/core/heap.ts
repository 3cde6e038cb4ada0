/** A binary heap of cells by cost, the cheapest first. */
export class Heap {
  readonly #items: { cell: number; cost: number }[] = [];

  push(cell: number, cost: number): void {
    const items = this.#items;
    let at = items.length;
    const item = { cell, cost };
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (!above || above.cost <= cost) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (!top || !last) return undefined;
    if (items.length > 0) this.#sink(last);
    return top.cell;
  }

  #sink(item: { cell: number; cost: number }): void {
    const items = this.#items;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const left = items[child];
      const right = items[child + 1];
      if (!left) break;
      if (right && right.cost < left.cost) child++;
      const best = items[child];
      if (!best || best.cost >= item.cost) break;
      items[at] = best;
      at = child;
    }
    items[at] = item;
  }
}
