/** The programme by the clock of the fair; `now` runs on from what the server said. */

export interface Timed {
  readonly starts: string;
  readonly ends: string;
}

const MINUTE_MS = 60_000;

export class FairClock {
  readonly #ahead: number;

  /** `now` is the local time of the fair (`2022-05-28T15:00`) at the moment `at` of the device. */
  constructor(now: string, at: number) {
    this.#ahead = moment(now) - at;
  }

  /** Local time of the fair as a number that grows with it. */
  at(device: number): number {
    return device + this.#ahead;
  }

  running<T extends Timed>(sessions: readonly T[], device: number): T[] {
    const now = this.at(device);
    return sessions.filter(({ starts, ends }) => moment(starts) <= now && now < moment(ends));
  }

  /** What begins later, soonest first; `within` minutes where given. */
  coming<T extends Timed>(sessions: readonly T[], device: number, within = Infinity): T[] {
    const now = this.at(device);
    return sessions
      .filter(({ starts }) => moment(starts) > now && moment(starts) - now <= within * MINUTE_MS)
      .sort((one, other) => moment(one.starts) - moment(other.starts));
  }

  isOver({ ends }: Timed, device: number): boolean {
    return moment(ends) <= this.at(device);
  }
}

/** A local time as if it were one of Greenwich: only differences count. */
function moment(local: string): number {
  return Date.parse(`${local}Z`);
}

/** `15:00` of `2022-05-28T15:00`. */
export function hourOf(local: string): string {
  return local.slice(11);
}
