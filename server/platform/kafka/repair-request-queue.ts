import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/**
 * kafkajs 2.2.4 re-arms a timer of 1 ms for ever on every connection (kafkajs#1751): some 850 wake-ups a second, and a
 * TimeoutNegativeWarning on current Node. A timer is needed only while requests wait behind a broker's throttle; requests
 * that wait for one in flight are looked at when that one is answered.
 */
export function repairRequestQueue(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleWhenThrottled(this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const waitMs = this.throttledUntil - Date.now();
    if (waitMs <= 0) return;
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, waitMs);
  };
}
