import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

/** Where `npm run dev` finds the API and the sockets. */
const server = process.env.SWITCHBOARD_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [
    react(),
    // Compressed twins, which the server sends to whoever accepts them.
    compression({
      algorithms: [defineAlgorithm('brotliCompress'), defineAlgorithm('gzip')],
      include: /\.(js|css|svg)$/,
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // The committed placeholder page stays in dist beside the built console.
    emptyOutDir: false,
    // Nothing may be inlined: the content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What most screens share comes as one piece: eighty small files compress and load worse.
        codeSplitting: {
          groups: [
            { name: 'shared', test: /node_modules/, minShareCount: 3 },
            { name: 'ui', test: /src\/(ui|api|live)\//, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/ws': { target: server, ws: true },
    },
  },
});
