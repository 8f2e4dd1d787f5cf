import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { guideFiles } from './scripts/guide/guide-files.ts';

/** The guide comes with the page, so that it can be read without a network. */
const guide: Plugin = {
  name: 'guide',
  apply: 'build',
  generateBundle() {
    for (const [name, source] of guideFiles('.')) {
      this.emitFile({ type: 'asset', fileName: `guide/${name}`, source });
    }
  },
};

export default defineConfig({
  root: 'src-renderer',
  // Relative addresses: the same files are served over http and by Electron's own scheme.
  base: './',
  plugins: [react(), guide],
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
