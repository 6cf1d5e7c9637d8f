import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: 'main' | 'danger' | 'quiet';
  readonly size?: 'large';
  readonly icon?: IconName;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children?: ReactNode;
}

/** A button with a text, and perhaps an icon before it. */
export function Button({ tone, size, icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className="button" data-tone={tone} data-size={size} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  readonly icon: IconName;
  /** Spoken, and shown on hover. */
  readonly label: string;
}

export function IconButton({ icon, label, tone = 'quiet', size, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className="button"
      data-tone={tone}
      data-size={size}
      data-icon-only=""
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
