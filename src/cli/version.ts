// The package's version, put in when the bundle is made.
import { version } from '../../package.json';

export const VERSION = version;
