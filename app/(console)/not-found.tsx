import { NoPage } from '#app/_shell/no-page.tsx';

/** Of an address that a route has and finds nothing at: the frame stands already. */
export default function NothingThere() {
  return <NoPage />;
}
