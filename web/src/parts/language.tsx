import { Button } from 'react-aria-components';
import { useSetLang, useWords } from '../words.tsx';

/** Named in the language it switches to. */
export function Language() {
  const { lang } = useWords();
  const set = useSetLang();
  return lang === 'zh' ? (
    <Button className="language" onPress={() => set('en')}>
      <span lang="en">
        EN<span className="sr"> · English</span>
      </span>
    </Button>
  ) : (
    <Button className="language" onPress={() => set('zh')}>
      <span lang="zh-CN">中文</span>
    </Button>
  );
}
