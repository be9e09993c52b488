/** How long to wait before attempt `failures + 1`, in ms: doubling up to 30 s, spread at random over its upper half,
 * so that the customers of a server that comes back don't all return at the same moment. */
export function backoff(failures: number, random: () => number = Math.random): number {
  const full = Math.min(30_000, 500 * 2 ** Math.max(0, failures - 1));
  return full / 2 + (full / 2) * random();
}

/** A sleep that something else can end early. */
export class Pause {
  private end: (() => void) | null = null;

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), ms);
      this.end = () => {
        clearTimeout(timer);
        this.end = null;
        resolve();
      };
    });
  }

  wake(): void {
    this.end?.();
  }
}
