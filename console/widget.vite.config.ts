import { defineConfig } from 'vite';

/** The customers' chat widget: one classic script that any page can load, `dist/widget.js`. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    // The console is built into the same folder before it.
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: 'src/widget/index.ts', formats: ['iife'], name: 'SwitchboardWidget', fileName: () => 'widget.js' },
  },
});
