import { context, trace } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  ParentBasedSampler,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { createAsyncContext } from './async-context.ts';
import { createCorrelationProcessor } from './correlation-processor.ts';

export type RecordedSpans = {
  /** Spans that have ended, in the order of their end. */
  ended(): ReadableSpan[];
  forget(): void;
  stop(): Promise<void>;
};

/** For tests: spans of this process are kept in memory, with the processors of `startTelemetry`. */
export function recordSpans(): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: [createCorrelationProcessor(), new SimpleSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(createAsyncContext());
  trace.setGlobalTracerProvider(provider);
  return {
    ended: () => exporter.getFinishedSpans(),
    forget: () => exporter.reset(),
    async stop() {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}
