/** One thing found wrong: where it is, what it is, and what to do about it. */
export type Finding = { where: string; what: string; mend: string };

/**
 * What one run of a checker saw: it looked at `looked` things named by `of` (files, packages, tests) and had to
 * look at `expected` of them at least, counted another way. A checker that read nothing must never pass.
 */
export type CheckReport = {
  looked: number;
  expected: number;
  of: string;
  findings: Finding[];
  notes: string[];
  /** Where the check is itself made of tests: how they went. */
  tests?: { passed: number; failed: number };
};

/** `run` reads the tree at `root` (an absolute path); it throws only when the check itself cannot be made. */
export type Checker = { name: string; run(root: string): Promise<CheckReport> };
