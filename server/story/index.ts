export { getStory } from './get-story.ts';
export { tellStory } from './tell-story.ts';
