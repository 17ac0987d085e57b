import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { CasebookBridge } from '../shared/bridge.ts';
import { App } from './App.tsx';
import { ApiContext } from './api/ApiContext.tsx';
import { createWorkbenchApi } from './api/workbenchApi.ts';
import { nonce } from './ui/nonce.ts';
import './ui/base.css';

declare global {
  interface Window {
    readonly casebook: CasebookBridge;
  }
}

const api = createWorkbenchApi(window.casebook);
// Local reads: asking again at once gives the same answer, and nothing changes behind the window's back.
const client = new QueryClient({
  defaultOptions: { queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false } },
});
const styleRenderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ApiContext value={api}>
      <QueryClientProvider client={client}>
        <RendererProvider renderer={styleRenderer} targetDocument={document}>
          <App />
        </RendererProvider>
      </QueryClientProvider>
    </ApiContext>
  </StrictMode>,
);
