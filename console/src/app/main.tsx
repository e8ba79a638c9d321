import '@fontsource-variable/inter/index.css';
import './mantine.css';
import './global.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { styleNonce } from './nonce';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

// Style elements made by scripts carry the nonce of the page's content security policy.
setNonce(styleNonce());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
