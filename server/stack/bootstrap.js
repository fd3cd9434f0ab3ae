// The one entry of every npm script. Plain JavaScript without dependencies and without static imports: it must parse
// and speak plainly on an old Node, before anything is installed.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 9)) {
  console.error(`Nibble Console needs Node 20.9 or newer to set itself up, and this is Node ${process.versions.node}.`);
  console.error('  Mend it with: nvm install 24   (or a package from nodejs.org)');
  process.exitCode = 1;
} else {
  import('./install/run-verb.js').then(({ runVerb }) => runVerb(process.argv.slice(2)));
}
