import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';

/** Puts text on the clipboard by the copy command: the page has no permission for the clipboard's own interface. */
function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', onCopy, { once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return done;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label, caption }: { text: string; label: string; caption?: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | undefined>();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const spoken = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'The clipboard is not available' : label;
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={outcome === 'copied' ? <CheckmarkRegular /> : <CopyRegular />}
      aria-label={spoken}
      title={spoken}
      onClick={() => setOutcome(copyText(text) ? 'copied' : 'refused')}
    >
      {caption}
    </Button>
  );
}
