import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Build to web/dist, to be served at / under `default-src 'self'`: nothing inline, no data: URL. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [{ ...optimizeLocales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' }, react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env.CUSTOS_API ?? 'http://127.0.0.1:4810' } },
});
