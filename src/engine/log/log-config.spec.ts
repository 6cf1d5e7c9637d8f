import { describe, expect, it } from 'vitest';
import { withDefaults } from '../../protocol/config/config-def.ts';
import { TOPIC_CONFIGS } from '../../protocol/config/topic-config.ts';
import { DEFAULT_LOG_CONFIG, type LogConfig, segmentSizeBytes } from './log-config.ts';

describe('LogConfig', () => {
  it("takes a topic's configs as they are parsed, with the same defaults", () => {
    const ofTopic: LogConfig = withDefaults(TOPIC_CONFIGS, {});
    expect(ofTopic).toMatchObject(DEFAULT_LOG_CONFIG);
  });

  it('internal.segment.bytes goes before segment.bytes, whose floor is too high to see a roll', () => {
    expect(segmentSizeBytes(DEFAULT_LOG_CONFIG)).toBe(1_073_741_824);
    expect(segmentSizeBytes({ ...DEFAULT_LOG_CONFIG, 'internal.segment.bytes': 500 })).toBe(500);
  });
});
