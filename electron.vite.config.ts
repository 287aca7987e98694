/** Builds main, preload and renderer into `out/`. `resources/` is read from disk at run time, never bundled. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      // The thread that looks after the database is a file of its own, beside the host.
      rolldownOptions: { input: { index: 'src/main/index.ts', 'upkeep-worker': 'src/desk/store/upkeep-worker.ts' } },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can require nothing but 'electron': one CommonJS file with all it needs.
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src/preload/index.ts',
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    publicDir: false,
    plugins: [react()],
    build: {
      rolldownOptions: { input: 'src/renderer/index.html' },
      minify: true,
      sourcemap: false,
      // The content security policy lets no `data:` fonts in, and a subset per script is only worth it as a file.
      assetsInlineLimit: 0,
    },
  },
});
