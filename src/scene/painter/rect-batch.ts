/**
 * Rectangles of one colour each, gathered and then painted colour by colour: a change of fillStyle for each of
 * thousands of cells would cost more than the cells. Coordinates are whole canvas pixels.
 */
export interface RectBatch {
  readonly values: Int32Array;
  readonly count: number;
}

export class RectBatches {
  private readonly batches: { values: Int32Array; count: number }[];

  constructor(colours: number) {
    this.batches = Array.from({ length: colours }, () => ({ values: new Int32Array(1024), count: 0 }));
  }

  clear(): void {
    for (const batch of this.batches) batch.count = 0;
  }

  add(colour: number, left: number, top: number, width: number, height: number): void {
    const batch = this.batches[colour]!;
    let at = batch.count * 4;
    if (at + 4 > batch.values.length) batch.values = grown(batch.values);
    batch.values[at++] = left;
    batch.values[at++] = top;
    batch.values[at++] = width;
    batch.values[at] = height;
    batch.count++;
  }

  of(colour: number): RectBatch {
    return this.batches[colour]!;
  }

  total(): number {
    return this.batches.reduce((sum, { count }) => sum + count, 0);
  }
}

function grown(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}
