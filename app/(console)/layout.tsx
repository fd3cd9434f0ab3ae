import { systemTrouble } from '#app/_server/system-watch.ts';
import { Shell } from '#app/_shell/shell.tsx';

export default async function ConsoleLayout({ children }: { children: React.ReactNode }) {
  return <Shell trouble={await systemTrouble()}>{children}</Shell>;
}
