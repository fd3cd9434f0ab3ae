import './styles.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { Providers } from './_shell/providers.client.tsx';
import { themeScript } from './_shell/theme-script.ts';

export const metadata: Metadata = {
  title: { default: 'Nibble Console', template: '%s · Nibble Console' },
  description: 'Where every order is: event flows of services that talk by REST and Kafka.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#17181b' },
  ],
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    // The script below sets the theme on this element before React sees it.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and it must run before the first paint */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: themeScript }} suppressHydrationWarning />
      </head>
      <body>
        <Providers renderedAt={Date.now()}>{children}</Providers>
      </body>
    </html>
  );
}
