import type { SceneTexts } from './scene.en.ts';

export const scene: SceneTexts = {
  painter: {
    highWatermark: 'HW {n}',
    activeSegment: '활성 세그먼트',
    expiresIn: '{time} 뒤 삭제',
    expiresInShort: '{time} 뒤',
    lag: '랙 {n}',
    caughtUp: '모두 따라잡음',
    nothingCommitted: '{name}: 아직 커밋 없음',
    seconds: '{n}초',
    minutes: '{n}분',
    hours: '{n}시간',
    days: '{n}일',
  },
};
