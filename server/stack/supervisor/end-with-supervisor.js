// Loaded by --import in every Node process of the stack: when the supervisor is killed outright its channel closes, and
// this process stops as if it had been asked to. Plain JavaScript, so that it costs no start time. Next's development
// server hands the flag on to workers, whose channel is their own and keeps them alive: only our own child is meant.
if (process.channel && process.env.NIBBLE_SUPERVISOR === String(process.ppid)) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 15_000).unref();
  });
  process.channel.unref();
}
