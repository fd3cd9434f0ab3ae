export interface ProcessIdentity {
  pid: number;
  born: string;
}
export function bornAt(pid: number): string | null;
export function isAlive(identity: ProcessIdentity): boolean;
