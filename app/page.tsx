import { redirect } from 'next/navigation';

/** The first page is the list of flows, as long as it is the only one. */
export default function FirstPage() {
  redirect('/flows');
}
