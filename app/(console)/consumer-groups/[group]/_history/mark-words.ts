import type { GroupHistory } from '#schemas/api/consumer-group.ts';

type Mark = GroupHistory['marks'][number];

/** What happened, in a word or two, and how its line is drawn. */
export const markWords: Record<Mark['kind'], { word: string; colour: string; dash: string | undefined }> = {
  rebalance: { word: 'Shared out anew', colour: 'var(--ink-3)', dash: '3 3' },
  member_joined: { word: 'Member joined', colour: 'var(--ink-3)', dash: '1 3' },
  member_left: { word: 'Member left', colour: 'var(--late)', dash: '1 3' },
  state: { word: 'State changed', colour: 'var(--ink-3)', dash: '6 3' },
  topic_made_anew: { word: 'Topic made anew', colour: 'var(--broken)', dash: undefined },
  partition_added: { word: 'Partition added', colour: 'var(--ink-3)', dash: '6 3' },
  release: { word: 'New build', colour: 'var(--accent)', dash: '6 3' },
  reset: { word: 'Offsets set', colour: 'var(--accent)', dash: undefined },
};
