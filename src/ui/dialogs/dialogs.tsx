import type { Dialog } from '../state/choice-slice.ts';
export default function Dialogs(_: { readonly dialog: Dialog }) {
  return null;
}
