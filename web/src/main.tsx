import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/deadline.css';
import './styles/forms.css';
import './styles/pages.css';
import './styles/case.css';
import './styles/print.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { failureIn } from './api.ts';
import { listenToKeys } from './parts/keys.tsx';
import { restoreTextSize } from './parts/text-size.tsx';
import { router } from './router.tsx';
import { useWords, WordsProvider } from './words.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => failureIn(error).kind === 'down' && count < 1,
      refetchOnWindowFocus: true,
    },
  },
});

function App() {
  const { lang } = useWords();
  return (
    <I18nProvider locale={lang === 'zh' ? 'zh-CN' : 'en-US'}>
      <RouterProvider router={router} context={{ client }} />
    </I18nProvider>
  );
}

restoreTextSize();
listenToKeys();
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <WordsProvider>
          <App />
        </WordsProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
