/**
 * The subscribers of one topic by their load, between two fronts. Partitions are given to the members at the
 * low end, each of them one before any gets a second, so that their level rises like water in a vessel and
 * comes to cover ever more of them; and partitions are taken from the members at the high end, whose level
 * sinks in the same way. Once the two levels are within one of each other, nothing is left to gain
 * (`UniformHeterogeneousAssignmentBuilder.MemberAssignmentBalancer`).
 */
export class MemberAssignmentBalancer {
  /** By member, how many partitions it has; changed by whoever acts on the answers given here. */
  private readonly loads: readonly number[];
  /** Sorted by load as it was at the beginning. */
  private readonly members: number[];

  /** The low end is `members[0, leastLoadedEnd)`. */
  private leastLoadedEnd = 0;
  /** The load of members at the low end whose turn in this round is still to come. */
  private leastLoadedLevel: number;
  private nextLeastLoaded = 0;

  /** The high end is `members[mostLoadedStart, mostLoadedEnd)`; members after it have nothing to give up. */
  private mostLoadedStart: number;
  private mostLoadedEnd: number;
  private mostLoadedLevel: number;
  /** The round goes down. */
  private nextMostLoaded: number;

  /** `subscribers` is not empty and in ascending order. */
  constructor(subscribers: readonly number[], loads: readonly number[]) {
    this.loads = loads;
    this.members = [...subscribers].sort((a, b) => this.load(a) - this.load(b));
    this.leastLoadedLevel = this.load(this.members[0]!) - 1;
    this.mostLoadedStart = this.members.length;
    this.mostLoadedEnd = this.members.length;
    this.mostLoadedLevel = this.load(this.members.at(-1)!) + 1;
    this.nextMostLoaded = this.members.length - 1;
  }

  /** Whose turn it is to be given a partition; it is taken to have been given. */
  takeLeastLoaded(): number {
    if (this.nextLeastLoaded >= this.leastLoadedEnd) this.raiseLowEnd();
    return this.members[this.nextLeastLoaded++]!;
  }

  /** Whose turn it is to give up a partition; it is taken to have been given up. Null: nobody has any. */
  takeMostLoaded(): number | null {
    if (this.nextMostLoaded < this.mostLoadedStart) this.lowerHighEnd();
    return this.nextMostLoaded < 0 ? null : this.members[this.nextMostLoaded--]!;
  }

  /** The member that `takeMostLoaded` just named has nothing to give up: it goes out of the high end. */
  excludeMostLoaded(): void {
    const named = this.nextMostLoaded + 1;
    const last = --this.mostLoadedEnd;
    [this.members[named], this.members[last]] = [this.members[last]!, this.members[named]!];
  }

  isBalanced(): boolean {
    return this.mostLoadedLevel - this.leastLoadedLevel <= 1;
  }

  private raiseLowEnd(): void {
    this.leastLoadedLevel++;
    while (
      this.leastLoadedEnd < this.members.length &&
      this.load(this.members[this.leastLoadedEnd]!) === this.leastLoadedLevel
    ) {
      this.leastLoadedEnd++;
    }
    this.nextLeastLoaded = 0;
  }

  private lowerHighEnd(): void {
    const isEmpty = this.mostLoadedEnd <= this.mostLoadedStart;
    if (isEmpty && this.mostLoadedStart > 0) {
      // All were excluded, so the level goes on from the next member below, wherever that one stands.
      this.mostLoadedLevel = this.load(this.members[this.mostLoadedStart - 1]!);
    } else {
      this.mostLoadedLevel--;
    }
    while (
      this.mostLoadedStart > 0 &&
      this.load(this.members[this.mostLoadedStart - 1]!) === this.mostLoadedLevel
    ) {
      this.mostLoadedStart--;
    }
    this.nextMostLoaded = this.mostLoadedEnd - 1;
  }

  private load(member: number): number {
    return this.loads[member]!;
  }
}
