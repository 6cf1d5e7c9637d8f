import { useEffect } from 'react';
import { Button, IconButton } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useMessages } from '../state/hooks.ts';
import type { Notice } from '../state/notice-slice.ts';
import { usePage } from '../state/use-page.ts';
import './notices.css';

/** What went wrong or was done; bad news stays until it is dismissed. */
export function Notices() {
  const { notices: texts } = useMessages();
  const notices = usePage((page) => page.notices);
  return (
    <section className="notices" aria-label={texts.region}>
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

/** Good news goes by itself. */
const DONE_MS = 8000;

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { notices: texts } = useMessages();
  const dismiss = usePage((page) => page.dismiss);
  const { id, tone, text, details = [], action } = notice;
  useEffect(() => {
    if (tone !== 'done') return;
    const timer = setTimeout(() => dismiss(id), DONE_MS);
    return () => clearTimeout(timer);
  }, [tone, id, dismiss]);
  return (
    <div className="notice" data-tone={tone} role={tone === 'done' ? 'status' : 'alert'}>
      <Icon name={tone === 'done' ? 'check' : 'warning'} />
      <div className="notice-words">
        <p>{text}</p>
        {details.length > 0 && (
          <ul className="notice-details">
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
        {action && (
          <Button
            onClick={() => {
              dismiss(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton icon="close" label={texts.dismiss} onClick={() => dismiss(id)} />
    </div>
  );
}
