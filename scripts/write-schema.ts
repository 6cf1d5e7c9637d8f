// Writes public/scenario.schema.json, the scenario document for editors and other programs. `npm run schema`.

import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from './scenario-json-schema.ts';

writeFileSync(new URL('../public/scenario.schema.json', import.meta.url), scenarioJsonSchema());
