import { type ForestShape, layoutForest } from './layout-forest.ts';

// One question, one answer: whoever asks again starts another worker, since a layout cannot be interrupted.
self.onmessage = ({ data }: MessageEvent<ForestShape>) => self.postMessage(layoutForest(data));
