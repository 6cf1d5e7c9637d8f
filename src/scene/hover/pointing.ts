/** What answers to pointing at records and at messages under way. The stage gets it once its picture is there. */
import type { Painter } from '../painter-client.ts';
import { createFlights } from './flights.ts';
import { createRecords, type RecordStage } from './records.ts';

export interface PointingStage extends RecordStage {
  readonly painter: Pick<Painter, 'probe'>;
}

export interface Pointing {
  /** From the frame loop. */
  refresh(now: number): void;
  isPointing(): boolean;
  /** The flight under the pointer. */
  flight(): number | null;
  destroy(): void;
}

export function createPointing(stage: PointingStage): Pointing {
  const records = createRecords(stage);
  const flights = createFlights(stage);
  return {
    refresh(now) {
      records.refresh(now);
      flights.refresh(now);
    },
    isPointing: records.isPointing,
    flight: flights.pointed,
    destroy() {
      records.destroy();
      flights.destroy();
    },
  };
}
