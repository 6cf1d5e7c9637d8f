/** Built-in scenarios as runs. The first is in the page from the start, the others come with the library. */
import { onePartition } from '../../scenario/library/one-partition.ts';
import { normaliseStage } from '../../scenario/normalise-stage.ts';
import type { Run, Scenario } from '../../scenario/scenario.ts';
import type { ScenarioDocument } from '../../scenario/schema.ts';

export const FIRST_SCENARIO = 'one-partition';

export async function builtin(id: string): Promise<Scenario | null> {
  if (id === FIRST_SCENARIO) return withoutScript(onePartition);
  const [{ libraryDocument }, { normalise }] = await Promise.all([
    import('../../scenario/library/index.ts'),
    import('../../scenario/normalise.ts'),
  ]);
  const document = libraryDocument(id);
  return document ? normalise(document) : null;
}

/** Three brokers and nothing else. */
const BLANK: ScenarioDocument = {
  version: 1,
  title: { en: 'Blank stage', ko: '빈 무대' },
  description: {
    en: 'Three brokers, and nothing on them yet. Add a topic, then a producer to write to it and a consumer to read it.',
    ko: '브로커 세 대만 있습니다. 토픽을 추가하고, 쓸 프로듀서와 읽을 컨슈머를 더해 보세요.',
  },
};

export function blankScenario(): Scenario {
  return withoutScript(BLANK);
}

/** What the page may open with has no commands, and does not wait for the code that reads them. */
function withoutScript(document: ScenarioDocument): Scenario {
  return { ...normaliseStage(document), script: [] };
}

/** A scenario that nobody has touched. */
export function freshRun(scenario: Scenario): Run {
  return { scenario, seed: scenario.seed, actions: [] };
}
