import { describe, expect, it } from 'vitest';
import { complaints } from './check-imports.mjs';

function complaintsIn(files: Record<string, string>): string[] {
  return complaints(new Map(Object.entries(files))).map(
    ({ path, line, message }) => `${path}:${line}: ${message}`,
  );
}

describe('a planted import is complained about', () => {
  const forbidden: [path: string, text: string, complaint: RegExp][] = [
    ['src/kernel/prng.ts', "import { step } from '../engine/step.ts';", /kernel may not import engine/],
    ['src/kernel/prng.ts', "import { readFileSync } from 'node:fs';", /kernel may not import 'node:fs'/],
    [
      'src/protocol/config/topic.ts',
      "import { E } from '../errors.ts';",
      /protocol\/config may not import protocol/,
    ],
    [
      'src/engine/log/unified-log.ts',
      "import { seek } from '../../sim/run.ts';",
      /engine may not import sim/,
    ],
    ['src/engine/step.ts', "import { useState } from 'react';", /engine may not import 'react'/],
    [
      'src/view/frame.ts',
      "import { BATCH } from '../kernel/brand.ts';",
      /view may take only types from kernel/,
    ],
    ['src/scenario/schema.ts', "import { d } from '../engine/settings.ts';", /only types from engine/],
    ['src/sim/run.ts', "import type { Port } from '../worker/port.ts';", /sim may not import worker/],
    ['src/scene/layout.ts', "import { step } from '../engine/step.ts';", /scene may not import engine/],
    ['src/scene/layout.ts', "import { Shell } from '../ui/shell.tsx';", /scene may not import ui/],
    ['src/scene/layout.ts', "import { memo } from 'react';", /scene may not import 'react'/],
    ['src/scene/cards.ts', "import { transition } from 'd3-transition';", /no d3-transition/],
    ['src/scene/cards.ts', "import { select, transition } from 'd3';", /no d3 transition/],
    ['src/scene/cards.ts', 'card.transition().duration(200);', /no selection.transition/],
    ['src/ui/shell.tsx', "import { scaleLinear } from 'd3';", /ui may not import 'd3'/],
    ['src/ui/shell.tsx', "import { Port } from '../worker/port.ts';", /only types from worker/],
    ['src/ui/shell.tsx', "export { step } from '../sim/run.ts';", /ui may not import sim/],
    ['src/ui/shell.tsx', "export * from '../engine/step.ts';", /ui may not import engine/],
    ['src/ui/shell.tsx', "const run = await import('../sim/run.ts');", /ui may not import sim/],
    ['src/main.tsx', "import { run } from './sim/run.ts';", /main may not import sim/],
    ['src/drawer/utils.ts', "import { a } from '../kernel/prng.ts';", /src\/drawer\/ is not in the table/],
    ['src/ui/shell.tsx', "import { state } from '../view/frame';", /write the file's extension/],
    ['src/ui/shell.tsx', "import p from '../../package.json';", /leaves src/],
  ];
  it.each(forbidden)('%s: %s', (path, text, complaint) => {
    const found = complaintsIn({ [path]: `// first line\n${text}\n` });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(complaint);
    expect(found[0]).toMatch(`${path}:2: `);
  });

  it('follows the painter worker to d3 through another file', () => {
    const found = complaintsIn({
      'src/scene/painter.worker.ts': "import { cell } from './marks/cell.ts';",
      'src/scene/marks/cell.ts': "import { scaleLinear } from 'd3';\nexport const cell = scaleLinear();",
    });
    expect(found).toEqual([
      expect.stringContaining('src/scene/painter.worker.ts -> src/scene/marks/cell.ts -> d3'),
    ]);
  });
});

describe('nothing is said about', () => {
  const allowed: [path: string, text: string][] = [
    ['src/engine/log/unified-log.ts', "import { crc32c } from '../../kernel/crc32c.ts';"],
    ['src/engine/log/unified-log.ts', "import { roll } from './log-segment.ts';"],
    ['src/scenario/schema.ts', "import type { Settings } from '../engine/settings.ts';"],
    ['src/scenario/schema.ts', "import { topicConfigs } from '../protocol/config/topic.ts';"],
    ['src/view/frame.ts', "import type { Offset } from '../kernel/brand.ts';"],
    ['src/view/frame.ts', "import { type Offset, type Epoch } from '../kernel/brand.ts';"],
    ['src/view/frame.ts', "export type { Offset } from '../kernel/brand.ts';"],
    ['src/i18n/en.ts', "import type { Command } from '../scenario/commands.ts';"],
    ['src/worker/engine.worker.ts', "import { step } from '../engine/step.ts';"],
    ['src/scene/layout.ts', "import { scaleLinear } from 'd3';"],
    ['src/ui/shell.tsx', "import type { Port } from '../worker/port.ts';"],
    ['src/ui/shell.tsx', "import './shell.css';"],
    ['src/ui/shell.tsx', "import { topicConfigs } from '../protocol/config/topic.ts';"],
    ['src/main.tsx', "import { Shell } from './ui/shell.tsx';"],
    ['src/sim/cli.ts', "import { readFileSync } from 'node:fs';"],
    ['src/sim/vectors/cli.ts', "import { readFileSync } from 'node:fs';"],
    ['src/kernel/prng.spec.ts', "import { run } from '../sim/run.ts';"],
  ];
  it.each(allowed)('%s: %s', (path, text) => {
    expect(complaintsIn({ [path]: text })).toEqual([]);
  });
});
