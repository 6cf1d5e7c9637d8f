/** The bar above: whose page this is, where one is in it, and what holds for all of it. */
import type { ReactNode } from 'react';
import { Icon } from '../controls/icon.tsx';
import { report } from '../session/report.ts';
import { LIBRARY_HASH } from '../session/route.ts';
import { useMessages } from '../state/hooks.ts';
import { chooseLanguage, chooseTheme } from '../state/preferences.ts';
import { usePage } from '../state/use-page.ts';
import './header.css';

interface HeaderProps {
  /** Beside the wordmark: where one is. */
  readonly place?: ReactNode;
  readonly middle?: ReactNode;
  /** Before the theme's and the language's buttons on a library page, after them on the stage. */
  readonly actions?: ReactNode;
}

export function Header({ place, middle, actions }: HeaderProps) {
  return (
    <header className="header">
      <div className="header-start">
        <a className="wordmark" href={LIBRARY_HASH} aria-label="Kafkascope">
          Kafka<span>scope</span>
        </a>
        {place}
      </div>
      <div className="header-middle">{middle}</div>
      <div className="header-end">
        <LanguageButton />
        <ThemeButton />
        {actions}
      </div>
    </header>
  );
}

function LanguageButton() {
  const { shell, language } = useMessages();
  const other = language === 'en' ? 'ko' : 'en';
  return (
    <button
      type="button"
      className="button language-button"
      lang={other}
      title={shell.switchLanguage}
      onClick={() => void chooseLanguage(other).catch(report)}
    >
      <span className="wide-only">{shell.otherLanguage}</span>
      <span className="narrow-only" aria-hidden="true">
        {other === 'ko' ? '한' : 'EN'}
      </span>
    </button>
  );
}

function ThemeButton() {
  const { shell } = useMessages();
  const theme = usePage((page) => page.theme);
  const label = theme === 'dark' ? shell.lightTheme : shell.darkTheme;
  return (
    <button
      type="button"
      className="button"
      data-icon-only=""
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
