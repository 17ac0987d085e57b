import { Component, type ReactNode } from 'react';
import { FailureBar } from './FailureBar.tsx';

/** Catches a defect of the page below it, so that the window says so instead of going blank. Its key starts it afresh. */
export class CrashBoundary extends Component<
  { readonly children: ReactNode },
  { readonly message: string | undefined }
> {
  override state = { message: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { message } = this.state;
    return message === undefined ? (
      this.props.children
    ) : (
      <FailureBar failure={{ code: 'unexpected', message: `The page stopped: ${message}.` }} />
    );
  }
}
