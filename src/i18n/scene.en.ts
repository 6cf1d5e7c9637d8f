/** What the stage shows and speaks. Its shape is that of the scene's `SceneMessages`: the page hands it over. */
export const scene = {
  painter: {
    highWatermark: 'HW {n}',
    activeSegment: 'active segment',
    expiresIn: 'expires in {time}',
    expiresInShort: 'in {time}',
    lag: 'lag {n}',
    caughtUp: 'caught up',
    nothingCommitted: '{name}: no commit yet',
    seconds: '{n} s',
    minutes: '{n} min',
    hours: '{n} h',
    days: '{n} d',
  },
};

export type SceneTexts = typeof scene;
