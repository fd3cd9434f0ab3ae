import { Shell } from '#app/_shell/shell.tsx';

export default function ConsoleLayout({ children }: { children: React.ReactNode }) {
  return <Shell>{children}</Shell>;
}
