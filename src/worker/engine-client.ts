/** The page's side of the engine's worker: `EnginePort` over postMessage. */
import type { Digest } from '../view/digest.ts';
import type { Frame } from '../view/frame.ts';
import type { EnginePort, FromWorker, Refusal, RequestName, Requests, ToWorker } from './port.ts';

interface Waiting {
  resolve(result: never): void;
  reject(refusal: Refusal): void;
}

export function startEngine(): EnginePort {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  const onFrame = new Set<(frame: Frame) => void>();
  const onDigest = new Set<(digest: Digest) => void>();
  const onCrash = new Set<(detail: string) => void>();
  let nextId = 1;

  const post = (message: ToWorker): void => worker.postMessage(message);
  const crashed = (detail: string): void => {
    for (const { reject } of waiting.values()) reject({ code: 'failed', field: null, detail });
    waiting.clear();
    for (const listener of onCrash) listener(detail);
  };

  worker.onerror = (event) => crashed(event.message);
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    switch (data.type) {
      case 'frame':
        for (const listener of onFrame) listener(data.frame);
        break;
      case 'digest':
        for (const listener of onDigest) listener(data.digest);
        break;
      case 'answer':
        waiting.get(data.id)?.resolve(data.result as never);
        waiting.delete(data.id);
        break;
      case 'refused':
        waiting.get(data.id)?.reject(data.refusal);
        waiting.delete(data.id);
        break;
      case 'crashed':
        crashed(data.detail);
        break;
    }
  };

  return {
    request<Name extends RequestName>(
      name: Name,
      params: Requests[Name]['params'],
    ): Promise<Requests[Name]['result']> {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ type: 'request', id, name, params } as ToWorker);
      });
    },
    play: () => post({ type: 'play' }),
    pause: () => post({ type: 'pause' }),
    setPace: (pace) => post({ type: 'pace', pace }),
    setInterest: (interest) => post({ type: 'interest', interest }),
    select: (selection) => post({ type: 'select', selection }),
    tick: (wallMs) => post({ type: 'tick', wallMs }),
    onFrame: (listener) => subscribe(onFrame, listener),
    onDigest: (listener) => subscribe(onDigest, listener),
    onCrash: (listener) => subscribe(onCrash, listener),
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
