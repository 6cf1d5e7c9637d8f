/** Every text that the scene shows or speaks; the catalogues of i18n implement it. */
import type { PainterWords } from './painter-words.ts';

export interface SceneMessages {
  readonly painter: PainterWords;
}
