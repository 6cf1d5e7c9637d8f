import { describe, expect, it } from 'vitest';
import { BROKER_CONFIGS } from '../protocol/config/broker-config.ts';
import { CONSUMER_CONFIGS } from '../protocol/config/consumer-config.ts';
import { CONSUMER_GROUP_CONFIGS, SHARE_GROUP_CONFIGS } from '../protocol/config/group-config.ts';
import { PRODUCER_CONFIGS } from '../protocol/config/producer-config.ts';
import { TOPIC_CONFIGS } from '../protocol/config/topic-config.ts';
import { loadConfigTexts } from './config-texts.ts';
import { LANGUAGES } from './languages.ts';

const names = new Set(
  [
    TOPIC_CONFIGS,
    BROKER_CONFIGS,
    CONSUMER_GROUP_CONFIGS,
    SHARE_GROUP_CONFIGS,
    PRODUCER_CONFIGS,
    CONSUMER_CONFIGS,
  ].flatMap((defs) => Object.keys(defs)),
);

describe.each(LANGUAGES)('config texts in %s', (language) => {
  it('say of every config that the engine obeys what it does, and of no other', async () => {
    expect(Object.keys(await loadConfigTexts(language)).sort()).toEqual([...names].sort());
  });
});
