import { type ContextManager, context, ProxyTracerProvider, type TracerProvider, trace } from '@opentelemetry/api';
import { getBooleanFromEnv, setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';
import type { Logger } from '#server/platform/logging/index.ts';
import { createAsyncContext } from './async-context.ts';
import { createCorrelationProcessor } from './correlation-processor.ts';
import { tracerName } from './spans.ts';
import { w3cPropagator } from './trace-context.ts';

export type TelemetryOptions = {
  serviceName: string;
  version?: string | undefined;
  /** Base address of an OTLP/HTTP receiver. Default `OTEL_EXPORTER_OTLP_ENDPOINT`, else this machine's `OTLP_PORT` (4318). */
  otlpEndpoint?: string | undefined;
  /** Told, at most once a minute, that spans cannot be delivered. */
  logger?: Pick<Logger, 'warn'> | undefined;
};

export type Telemetry = { shutdown(): Promise<void> };

const exportTimeoutMs = 5_000;
const longestShutdownMs = 3_000;
const silenceMs = 60_000;
const running = Symbol.for('nibble.telemetry');

/**
 * Starts OpenTelemetry for this process: context and baggage travel by W3C headers, spans go in bounded batches by
 * OTLP/HTTP. Never throws, and costs the process nothing but dropped spans while the receiver is away. A second call
 * gives the first one's handle.
 */
export function startTelemetry(options: TelemetryOptions): Telemetry {
  const started = runningTelemetry();
  if (started) return started;
  const telemetry = start(options);
  Object.defineProperty(globalThis, running, { value: telemetry, configurable: true });
  return telemetry;
}

function start(options: TelemetryOptions): Telemetry {
  const contextManager = createAsyncContext();
  if (getBooleanFromEnv('OTEL_SDK_DISABLED')) return withoutSpans(contextManager);
  try {
    const sdk = new NodeSDK({
      resource: resourceFromAttributes({
        [ATTR_SERVICE_NAME]: options.serviceName,
        ...(options.version === undefined ? {} : { [ATTR_SERVICE_VERSION]: options.version }),
      }),
      resourceDetectors: [envDetector],
      serviceName: options.serviceName,
      contextManager,
      textMapPropagator: w3cPropagator,
      spanProcessors: [createCorrelationProcessor(), exportInBatches(endpointOf(options.otlpEndpoint))],
      // Empty, not absent: left out, the SDK would start exporters of metrics and logs by itself.
      metricReaders: [],
      logRecordProcessors: [],
    });
    sdk.start();
    setGlobalErrorHandler(warnSometimes(options.logger));
    recordOnlyOurs();
    return { shutdown: () => stop(sdk) };
  } catch (failure) {
    options.logger?.warn({ err: failure }, 'Telemetry could not start: this process sends no spans');
    return withoutSpans(contextManager);
  }
}

/** The correlation id travels in the context all the same. */
function withoutSpans(contextManager: ContextManager): Telemetry {
  context.setGlobalContextManager(contextManager);
  return { shutdown: async () => forget() };
}

function exportInBatches(url: string): SpanProcessor {
  return new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs, concurrencyLimit: 2 }),
    maxQueueSize: 2048,
    maxExportBatchSize: 512,
    scheduledDelayMillis: 500,
    exportTimeoutMillis: exportTimeoutMs,
  });
}

function endpointOf(given: string | undefined): string {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: exact, OTEL_EXPORTER_OTLP_ENDPOINT: base, OTLP_PORT } = process.env;
  if (given === undefined && exact) return exact;
  const root = given ?? (base || `http://127.0.0.1:${OTLP_PORT || 4318}`);
  return `${root.replace(/\/+$/, '')}/v1/traces`;
}

/** Leaves other tracers in the process unrecorded: Next's server would store a span for every page and asset. */
function recordOnlyOurs(): void {
  const registered = trace.getTracerProvider();
  const real = isProxy(registered) ? registered.getDelegate() : registered;
  trace.disable();
  // Of a provider of its own: the global one's tracer would ask the provider below, which would ask it again.
  const silent = new ProxyTracerProvider().getTracer('unrecorded');
  trace.setGlobalTracerProvider({
    getTracer: (name, version, tracerOptions) =>
      name === tracerName ? real.getTracer(name, version, tracerOptions) : silent,
  });
}

// By its method and not by instanceof: a bundler gives this file another copy of the API than the SDK has.
function isProxy(provider: TracerProvider): provider is ProxyTracerProvider {
  return 'getDelegate' in provider;
}

function warnSometimes(logger: TelemetryOptions['logger']): (failure: unknown) => void {
  let silentUntil = 0;
  return (failure) => {
    if (Date.now() < silentUntil) return;
    silentUntil = Date.now() + silenceMs;
    logger?.warn({ err: failure }, 'Spans could not be delivered and are dropped');
  };
}

async function stop(sdk: NodeSDK): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestShutdownMs);
  });
  try {
    await Promise.race([sdk.shutdown(), late]);
  } catch {
    // The receiver is away: its spans are lost, which is no reason to end badly.
  } finally {
    clearTimeout(timer);
    forget();
  }
}

function forget(): void {
  trace.disable();
  context.disable();
  Reflect.deleteProperty(globalThis, running);
}

function runningTelemetry(): Telemetry | undefined {
  const found: unknown = Reflect.get(globalThis, running);
  return isTelemetry(found) ? found : undefined;
}

function isTelemetry(value: unknown): value is Telemetry {
  return typeof value === 'object' && value !== null && 'shutdown' in value;
}
