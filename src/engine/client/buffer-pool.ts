/**
 * The memory that a producer gathers records in: `buffer.memory`, taken batch by batch and given back once the
 * batch is settled. After Kafka's BufferPool. Which of the free memory lies in pooled buffers of `batch.size`
 * makes no difference to who gets some, so only the sum is kept.
 */
import type { ProducerBatch } from './producer-batch.ts';

export interface BufferPool {
  /** `buffer.memory`. */
  readonly totalBytes: number;
  availableBytes: number;
}

export function createBufferPool(totalBytes: number): BufferPool {
  return { totalBytes, availableBytes: totalBytes };
}

/** Takes memory; false when there is not as much, and nothing is taken. */
export function allocate(pool: BufferPool, sizeBytes: number): boolean {
  if (sizeBytes > pool.availableBytes) return false;
  pool.availableBytes -= sizeBytes;
  return true;
}

/** Gives a batch's memory back, once: parts of a split batch have none. */
export function deallocate(pool: BufferPool, batch: ProducerBatch): void {
  pool.availableBytes += batch.bufferBytes;
  batch.bufferBytes = 0;
}
