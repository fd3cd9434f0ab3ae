import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, type ContextManager, ROOT_CONTEXT } from '@opentelemetry/api';

/**
 * Carries the active context through promises and callbacks. Ours, because the correlation id travels in it and must
 * do so where OTEL_SDK_DISABLED leaves the SDK's own context manager out.
 */
export function createAsyncContext(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, fn, thisArg, ...args) => storage.run(active, () => fn.apply(thisArg, args)),
    bind: (active, target) => (isCallable(target) ? bound(storage, active, target) : target),
    enable: () => manager,
    disable: () => {
      storage.disable();
      return manager;
    },
  };
  return manager;
}

type Callable = (...args: unknown[]) => unknown;

function isCallable(target: unknown): target is Callable {
  return typeof target === 'function';
}

function bound<T extends Callable>(storage: AsyncLocalStorage<Context>, active: Context, target: T): T {
  return new Proxy(target, {
    apply: (fn, thisArg, args: unknown[]) => storage.run(active, () => Reflect.apply(fn, thisArg, args)),
  });
}
