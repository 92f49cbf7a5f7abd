import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The server that `npm run dev` starts beside Vite. The Host header stays, for the server compares it with the Origin. */
const api = { target: `http://127.0.0.1:${process.env['PORT'] || '3000'}`, ws: true, changeOrigin: false };

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023', sourcemap: true, assetsInlineLimit: 2048 },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
});
