import { Button } from '@fluentui/react-components';
import { useAction } from '../api/useAction.ts';
import { FailureBar } from './FailureBar.tsx';

/** Shows a file that was written in the system's file manager. */
export function ShowInFolder({ path }: { path: string }) {
  const show = useAction('shell.showInFolder');
  return (
    <>
      <Button appearance="primary" onClick={() => void show.run({ path })}>
        Show in folder
      </Button>
      <FailureBar failure={show.failure} onDismiss={show.dismiss} />
    </>
  );
}
