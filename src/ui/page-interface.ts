/**
 * `window.kafkascope`: the page by script, for teachers, embeds and tests. Times are simulated milliseconds.
 * Every method returns a promise; one that can't be carried out rejects with an Error that says why.
 */
import type { TimedCommand } from '../scenario/scenario.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import type { CommandDocument } from '../scenario/schema-commands.ts';
import type { StepTarget } from '../view/codes.ts';
import type { StateDocument } from '../view/state-document.ts';
import { freshRun } from './session/builtin.ts';
import { detailOf, isRefusal } from './session/report.ts';
import { readRoute, STAGE_HASH } from './session/route.ts';
import type { Session } from './session/session.ts';
import { currentStage } from './stage/mount-stage.ts';
import { page } from './state/store.ts';

export interface Kafkascope {
  /** Puts a scenario on the stage, paused at its `openAt`. Resolves once its first frame is drawn. */
  load(scenario: ScenarioDocument): Promise<void>;
  /** Lets time go by, at the pace chosen. */
  run(): Promise<void>;
  pause(): Promise<void>;
  /** To the next message, or to the next event of a kind. `found`: false if there is none. */
  step(target?: StepTarget): Promise<{ readonly timeMs: number; readonly found: boolean }>;
  /** To before the last message. */
  stepBack(): Promise<{ readonly timeMs: number }>;
  /** To the state after everything that is due by then. */
  seek(ms: number): Promise<{ readonly timeMs: number }>;
  /** What a hand would do, at the moment shown. Resolves with the command as stamped and kept in the run. */
  command(command: CommandDocument): Promise<TimedCommand>;
  /** Where the run stands: the same document as `npm run sim` prints. */
  state(): Promise<StateDocument>;
  /** The address at which anyone sees this run, to this moment. */
  link(): Promise<string>;
  /** For measuring: frames that the engine has sent so far, and what the painter does. */
  stats(): Promise<{ readonly engineFrames: number; readonly painterFramesPerSecond: number }>;
}

/** Why a scenario or a command was not taken. `field` is the place in it: `producers[0].configs.acks`. */
class KafkascopeError extends Error {
  readonly field: string | null;

  constructor(message: string, field: string | null) {
    super(message);
    this.name = 'KafkascopeError';
    this.field = field;
  }
}

export function pageInterface(session: Session): Kafkascope {
  return {
    async load(scenario) {
      const [{ readScenario }, { describeError }] = await scenarioReader();
      const read = readScenario(scenario);
      if ('errors' in read) throw wrong(read.errors, describeError);
      const opened = session.open(freshRun(read.scenario), { kind: 'page' });
      // What the address names must not come back over it.
      if (!/^page|stage$/.test(readRoute(location.hash).page)) location.hash = STAGE_HASH;
      await opened;
    },
    async run() {
      session.play();
    },
    async pause() {
      session.pause();
    },
    step: (target = 'message') => session.step(target),
    stepBack: async () => ({ timeMs: await session.stepBack() }),
    seek: async (ms) => ({ timeMs: await session.seek(ms) }),
    async command(command) {
      const [{ validateCommand }, { describeError }] = await commandReader();
      const brokers = page.getState().run?.scenario.cluster.brokers.length ?? 0;
      const read = validateCommand(command, { brokers });
      if ('errors' in read) throw wrong(read.errors, describeError);
      try {
        return await session.command(read.command);
      } catch (cause) {
        const field = isRefusal(cause) ? cause.field : null;
        throw new KafkascopeError(field ? `${field}: ${detailOf(cause)}` : detailOf(cause), field);
      }
    },
    state: () => session.state(),
    async link() {
      const { linkOf } = await import('./share/link-of.ts');
      return (await linkOf(session)).address;
    },
    async stats() {
      const painter = currentStage()?.stats().painter;
      return { engineFrames: session.frames.count(), painterFramesPerSecond: painter?.framesPerSecond ?? 0 };
    },
  };
}

const scenarioReader = () =>
  Promise.all([import('../scenario/validate.ts'), import('../scenario/describe-error.ts')]);
const commandReader = () =>
  Promise.all([import('../scenario/commands.ts'), import('../scenario/describe-error.ts')]);

type Describe = typeof import('../scenario/describe-error.ts').describeError;
type Errors = Parameters<Describe>[0][];

function wrong(errors: readonly Errors[number][], describe: Describe): KafkascopeError {
  return new KafkascopeError(errors.map(describe).join('\n'), errors[0]?.path ?? null);
}
