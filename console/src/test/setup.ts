import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

/* What Mantine needs and happy-dom does not have. */
Object.defineProperty(document, 'fonts', {
  configurable: true,
  value: { addEventListener() {}, removeEventListener() {}, ready: Promise.resolve() },
});

afterEach(() => {
  cleanup();
  localStorage.clear();
});
