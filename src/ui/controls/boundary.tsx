import { Component, type ReactNode } from 'react';
import { page } from '../state/store.ts';

interface BoundaryProps {
  readonly onBreak?: () => void;
  readonly children: ReactNode;
}

/** When a part of the page breaks, or its chunk can't be fetched, the rest and the run go on. */
export class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(cause: Error): void {
    this.props.onBreak?.();
    const { messages, notify } = page.getState();
    notify({
      tone: 'error',
      text: messages.notices.partBroke(cause.message),
      action: { label: messages.notices.reloadPage, run: () => location.reload() },
    });
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children;
  }
}
