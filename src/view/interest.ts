/** What the page needs to be told about: it sends this when what is in view changes. */
export interface Interest {
  /** Rows in view, [from, to). */
  readonly rowFrom: number;
  readonly rowTo: number;
  /** Records that fit a row: the window of cells to send. */
  readonly cells: number;
  /** Whether single flights are drawn at this level of detail. */
  readonly flights: boolean;
}
