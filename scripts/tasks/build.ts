// npm run build [-- --development]: bundles everything into dist/ and fails when a bundle is over its budget.
import { buildAll } from '../build/buildAll';

void buildAll({ production: !process.argv.includes('--development'), log: (line) => console.log(line) }).then((ok) => {
  process.exitCode = ok ? 0 : 1;
});
