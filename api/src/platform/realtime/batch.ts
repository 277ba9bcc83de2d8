/** Items of a subscription that are executed together: they show what the database has after the batch was made. */
export class Batch {
  constructor(
    readonly items: readonly object[],
    /** Asked after the execution: what it read may be newer than the rights with which it began. */
    readonly mayBeSent: () => Promise<boolean> = async () => true,
    /** Hears of each item that goes out, by its place. */
    readonly sent: (index: number) => void = () => {},
  ) {}
}
