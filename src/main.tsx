/**
 * The composition root: starts the engine, puts the stage on the page, and once its first frame is drawn fetches
 * the shell around it. The cluster needs no framework to be seen.
 */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './i18n/fonts/korean-name.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls/controls.css';
import { boot } from './ui/boot.ts';
import { startEngine } from './worker/engine-client.ts';

void boot(startEngine());
