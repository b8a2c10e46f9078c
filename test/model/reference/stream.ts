import { ln, normalQuantile } from '../../../src/model/simulation/random/numbers.ts';
import { Philox } from '../../../src/model/simulation/random/philox.ts';

/** One number after the other, of the simulator's generator: the reference models know no requests to key draws by. */
export class Stream {
  readonly #philox = new Philox();
  #block = 0;
  #next = 4;

  constructor(seed: number, replication: number) {
    this.#philox.setKey(seed, replication);
  }

  /** In (0, 1). */
  uniform(): number {
    return (this.#word() + 0.5) / 4_294_967_296;
  }

  exponential(mean: number): number {
    return -ln(this.uniform()) * mean;
  }

  normal(mean: number, deviation: number): number {
    return mean + deviation * normalQuantile(this.uniform());
  }

  #word(): number {
    const philox = this.#philox;
    if (this.#next === 4) {
      philox.block(this.#block++, 0, 0, 0);
      this.#next = 0;
    }
    switch (this.#next++) {
      case 0:
        return philox.word0;
      case 1:
        return philox.word1;
      case 2:
        return philox.word2;
      default:
        return philox.word3;
    }
  }
}
