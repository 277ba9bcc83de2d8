import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { promise as queue, type queueAsPromised } from "fastq";
import { unavailable } from "../errors";

/** argon2id's cost. The defaults are OWASP's: 46 MiB, one pass, one lane. */
export interface PasswordCost {
  memoryKiB: number;
  passes: number;
}

interface PasswordLimits {
  /** Hashes at work at once; each holds a thread of libuv's four and its memory. */
  concurrency: number;
  /** Hashes that may wait before further ones are refused. */
  maxWaiting: number;
}

/** Hashes and checks passwords, a few at a time, so that sign-ins cannot starve queries. */
export class Passwords {
  private readonly jobs: queueAsPromised<() => Promise<unknown>>;
  private readonly decoy: string;

  constructor(
    private readonly cost: PasswordCost,
    private readonly limits: PasswordLimits,
  ) {
    this.jobs = queue((job: () => Promise<unknown>) => job(), limits.concurrency);
    this.decoy = madeUpHash(cost);
  }

  /** The PHC string of a password, its salt and cost in it. */
  async hash(password: string): Promise<string> {
    return this.run(() => hash(password, this.options()));
  }

  /**
   * Whether the password is the one that was hashed. Null, for an unknown
   * account, takes as long as a real check and answers no.
   */
  async verify(phc: string | null, password: string): Promise<boolean> {
    const matches = await this.run(() => verify(phc ?? this.decoy, password));
    return phc !== null && matches;
  }

  /** Whether a hash was made with a lower cost than today's. */
  needsRehash(phc: string): boolean {
    const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(phc);
    return !match || Number(match[1]) < this.cost.memoryKiB || Number(match[2]) < this.cost.passes;
  }

  private options() {
    return { memoryCost: this.cost.memoryKiB, timeCost: this.cost.passes, parallelism: 1 };
  }

  private async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.jobs.length() >= this.limits.maxWaiting) throw unavailable("Too many sign-ins are waiting.", 5);
    return (await this.jobs.push(job)) as T;
  }
}

/** The PHC string of no password: nobody hashed it, and checking against it costs the same. */
function madeUpHash({ memoryKiB, passes }: PasswordCost): string {
  const text = (bytes: number) => randomBytes(bytes).toString("base64").replace(/=+$/, "");
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${text(16)}$${text(32)}`;
}
