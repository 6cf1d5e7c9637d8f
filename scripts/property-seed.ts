/**
 * Property tests draw the same cases in every run, so that what passes today passes tomorrow. Other cases:
 * `PROPERTY_SEED=7 npm run unit`; a failure prints the case, which then becomes a test of its own.
 */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PROPERTY_SEED ?? 1) });
