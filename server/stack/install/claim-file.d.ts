import type { ProcessIdentity } from './process-identity.js';

export type Claim = { release: () => void; holder?: undefined } | { release?: undefined; holder: ProcessIdentity };
export function claimFile(path: string): Claim;
export function waitForFile(path: string, onWait: (holder: ProcessIdentity) => void): Promise<() => void>;
