import { usePage } from '../state/use-page.ts';

/** What is said aloud: marks that matter, and each step of a drag. */
export function LiveRegion() {
  const spoken = usePage((page) => page.spoken);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      {spoken}
    </div>
  );
}
