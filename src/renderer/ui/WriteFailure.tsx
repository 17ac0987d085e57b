import { Button } from '@fluentui/react-components';
import type { Failure } from '../../shared/result.ts';
import { FailureBar } from './FailureBar.tsx';
import { fileName } from './filePath.ts';

interface WriteFailureProps {
  readonly failure: Failure | undefined;
  /** The name to offer where the one that was asked for is taken. */
  readonly freePath: string;
  readonly onUse: (path: string) => void;
  readonly onDismiss: () => void;
}

/** Why a new file was not written, with a free name where its own was taken. */
export const WriteFailure = ({ failure, freePath, onUse, onDismiss }: WriteFailureProps) => (
  <FailureBar failure={failure} onDismiss={onDismiss}>
    {failure?.code === 'outputExists' && (
      <Button size="small" onClick={() => onUse(freePath)}>
        Use {fileName(freePath)}
      </Button>
    )}
  </FailureBar>
);
