import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The built page loads nothing from elsewhere and runs no inline code, and the browser holds it to that. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

/** Only at build: the dev server's hot reload needs inline scripts. */
function withContentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/**
 * d3-zoom wants one function of d3-interpolate, whose other ones are made by calls as the module is read: nothing
 * says that these have no effect, so all of d3's colours would come along before the first frame.
 */
function withPureInterpolators(): Plugin {
  return {
    name: 'pure-interpolators',
    transform: {
      filter: { id: /d3-interpolate\.mjs$/ },
      handler: (code) => code.replace(/^(var \w+ = )(?=\(function|\w+\()/gm, '$1/*#__PURE__*/ '),
    },
  };
}

export default defineConfig({
  base: './',
  // d3-zoom's own d3-transition would be a fifth of the scene's code, and is denied to it anyway.
  resolve: {
    alias: { 'd3-transition': fileURLToPath(new URL('src/scene/no-transition.ts', import.meta.url)) },
  }, // the build runs from any path of any static host
  plugins: [react(), withContentSecurityPolicy(), withPureInterpolators()],
  worker: {
    format: 'es',
    // Left alone, the bundler cuts what every run needs by which of the parts that some runs need share it (see
    // src/sim/engine-parts.ts): more files before the first frame, and larger ones.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'engine', tags: ['$initial'] }] } },
    },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // a font inlined as data: would break the policy
  },
  test: {
    environment: 'node',
    include: ['src/**/*.spec.{ts,tsx}', 'scripts/**/*.spec.ts'],
    testTimeout: 20_000,
    // Modules hold no state of a test: read once a worker instead of once a file, they cost half the time.
    isolate: false,
    setupFiles: ['src/sim/cli-all-parts.ts', 'scripts/property-seed.ts'],
  },
});
