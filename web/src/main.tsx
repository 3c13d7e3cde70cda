import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/deadline.css';
import './styles/forms.css';
import './styles/pages.css';
import './styles/case.css';
import './styles/law.css';
import './styles/public.css';
import './styles/charts.css';
import './styles/figure.css';
import './styles/reader.css';
import './styles/measures.css';
import './styles/board.css';
import './styles/own.css';
import './styles/print.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { failureIn } from './api.ts';
import { listenToKeys } from './parts/keys.tsx';
import { restoreTextSize } from './parts/text-size.tsx';
import { router } from './router.tsx';
import { useWords, WordsProvider } from './words.tsx';

const client: QueryClient = new QueryClient({
  // A session that ended elsewhere: ask for it, and the shell leads to the sign-in page.
  queryCache: new QueryCache({
    onError: (error, query) => {
      const { kind } = failureIn(error);
      if ((kind === 'signed-out' || kind === 'first-password') && query.queryKey[0] !== 'session')
        void client.invalidateQueries({ queryKey: ['session'] });
    },
  }),
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
