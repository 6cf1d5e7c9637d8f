import type { BytesMessages } from '../../i18n/bytes-messages.ts';
import type { MoreMessages } from '../../i18n/more-messages.ts';
import type { MessageEnd } from '../../view/bytes.ts';
import { titleOf } from '../inspector/title-of.ts';

/** Who sent a message, or gets it. */
export function endName(
  end: MessageEnd,
  more: Pick<MoreMessages, 'things'>,
  { list }: Pick<BytesMessages, 'list'>,
): string {
  return end.kind === 'admin' ? list.admin : titleOf(end, more);
}
