/** Stands for no request. */
export const NONE = -1;

/** For each request the one behind it. A request is in one list at a time, so all lists share one array of links. */
export type Links = Int32Array;

/** Requests in a row; nothing is copied when they go from list to list. */
export class RequestList {
  head = NONE;
  size = 0;
  #tail = NONE;

  clear(): void {
    this.head = NONE;
    this.#tail = NONE;
    this.size = 0;
  }

  push(links: Links, request: number): void {
    links[request] = NONE;
    if (this.head === NONE) this.head = request;
    else links[this.#tail] = request;
    this.#tail = request;
    this.size++;
  }

  /** Takes the first one; there must be one. */
  shift(links: Links): number {
    const request = this.head;
    this.head = links[request] as number;
    this.size--;
    return request;
  }

  /** Puts all of another list behind this one's; the other is empty then. */
  append(links: Links, other: RequestList): void {
    if (other.head === NONE) return;
    if (this.head === NONE) this.head = other.head;
    else links[this.#tail] = other.head;
    this.#tail = other.#tail;
    this.size += other.size;
    other.clear();
  }

  /** Takes out one that is in it. */
  remove(links: Links, request: number): void {
    const kept = new RequestList();
    while (this.head !== NONE) {
      const next = this.shift(links);
      if (next !== request) kept.push(links, next);
    }
    this.append(links, kept);
  }
}
