import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src-renderer',
  // Relative addresses: the same files are served over http and by Electron's own scheme.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // The code editor is one large chunk that loads on demand.
    chunkSizeWarningLimit: 5000,
  },
});
