import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compileWords } from './compileWords.ts';
import { hoverOnly } from './hoverOnly.ts';
import { lexerOnly } from './lexerOnly.ts';

/** The server that `npm run dev` starts beside Vite. The Host header stays, for the server compares it with the Origin. */
const api = { target: `http://127.0.0.1:${process.env['PORT'] || '3000'}`, ws: true, changeOrigin: false };

/**
 * What the first screen needs comes in two files, which compress better than twenty; libraries change less often than we do. What is
 * fetched ahead comes in few, too: one by one, its 170 files kept a page and its server busy for seconds. The emoji come when asked for.
 */
const codeSplitting = {
  groups: [
    { name: 'libraries', test: /node_modules/, tags: ['$initial' as const], priority: 5 },
    { name: 'index', tags: ['$initial' as const], priority: 4 },
    { name: 'entry', test: /\/src\/features\/entry\//, priority: 3 },
    { name: 'layers', test: /node_modules(?!.*emoji)|\/src\/ui\//, priority: 2 },
    { name: 'message', test: /\/src\/message\//, priority: 1 },
    { name: 'parts', test: /\/src\/(?!i18n\/|.*[eE]moji)/, priority: 0 },
  ],
};

export default defineConfig({
  plugins: [react(), compileWords(), lexerOnly()],
  css: { postcss: { plugins: [hoverOnly] } },
  build: {
    target: 'es2023',
    sourcemap: true,
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 800, // the emoji's names; bin/sizes.mjs watches the first load
    rolldownOptions: { output: { codeSplitting } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
});
